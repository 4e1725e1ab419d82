package org.frontdesk.notification.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import org.frontdesk.notification.inquiry.InquirySubmitted.Verdict;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** This service conforms to contracts/: it reads what the producer may write. */
class InquirySubmittedTest {

    @Test
    void the_example_of_the_contract_can_be_read() {
        var inquiry = JsonMapper.shared().readValue(Inquiries.example(), InquirySubmitted.class);
        assertThat(inquiry.reference()).isEqualTo("yvhb-hn61-mzmg");
        assertThat(inquiry.language()).isEqualTo("ar");
        assertThat(inquiry.email()).contains("visitor@example.net");
        assertThat(inquiry.field("message")).contains("مرحبا");
        assertThat(inquiry.spam().verdict()).isEqualTo(Verdict.clear);
    }

    @Test
    void unknown_members_are_ignored() {
        var example = (ObjectNode) JsonMapper.shared().readTree(Inquiries.example());
        example.putObject("addedLater").put("x", 1);
        assertThat(JsonMapper.shared().treeToValue(example, InquirySubmitted.class).reference())
                .isEqualTo("yvhb-hn61-mzmg");
    }
}
