package org.frontdesk.notification.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class AddressHashTest {
    private final AddressHash addresses = new AddressHash(Secrets.ofTests());

    @Test
    void all_spellings_of_a_mailbox_have_one_hash() {
        for (var spellings : List.of(
                List.of("jane.doe+x@gmail.com", "janedoe@gmail.com", "J.ANEDOE@googlemail.com", " janedoe@GMAIL.com "),
                List.of("jane.doe@example.net", "Jane.Doe+clinic@Example.NET", "jane.doe+a+b@example.net"),
                List.of("jane@bücher.example", "jane@xn--bcher-kva.example", "JANE@BÜCHER.example",
                        "jane+x@XN--BCHER-KVA.example"),
                List.of("jane@пошта.example", "jane@xn--80a1acn3a.example"))) {
            assertThat(spellings).extracting(addresses::ofMailbox).as("" + spellings)
                    .containsOnly(addresses.ofMailbox(spellings.getFirst()));
        }
    }

    @Test
    void different_mailboxes_have_different_hashes() {
        assertThat(List.of("jane.doe@example.net", "janedoe@example.net", "jane@example.net", "jane@example.org",
                "jane@faß.example", "jane@fass.example", "+a@example.net", "+b@example.net", "@example.net",
                "jane-x@gmail.com"))
                .extracting(addresses::ofMailbox).doesNotHaveDuplicates();
    }

    @Test
    void the_hash_of_an_address_differs_from_the_hash_of_its_mailbox() {
        assertThat(addresses.of("jane@example.net")).isNotEqualTo(addresses.ofMailbox("jane@example.net"));
    }
}
