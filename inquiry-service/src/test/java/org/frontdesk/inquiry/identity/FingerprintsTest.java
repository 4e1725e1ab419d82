package org.frontdesk.inquiry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class FingerprintsTest {

    @Test
    void the_reference_is_derived_from_the_id_as_in_the_contract_example() {
        assertThat(InquiryId.reference(UUID.fromString("3f0c2a9e-5b1d-8c47-9f6e-2b8d4c1a7e90")))
                .isEqualTo("yvhb-hn61-mzmg");
    }

    @Test
    void a_client_hash_identifies_an_address_for_one_day_and_in_ipv6_the_subnet() {
        var prints = new Fingerprints(Secret.of("a secret that only these tests know"));
        var day = LocalDate.of(2026, 11, 2);

        assertThat(prints.client("192.0.2.1", day)).hasSize(32).isEqualTo(prints.client("192.0.2.1", day))
                .isNotEqualTo(prints.client("192.0.2.2", day))
                .isNotEqualTo(prints.client("192.0.2.1", day.plusDays(1)));
        assertThat(prints.client("2001:db8:1:2::1", day)).isEqualTo(prints.client("2001:db8:1:2:ffff::9", day))
                .isNotEqualTo(prints.client("2001:db8:1:3::1", day));
        assertThat(prints.client("fe80::1%eth0", day)).isEqualTo(prints.client("fe80::2", day));
    }
}
