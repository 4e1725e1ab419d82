package org.frontdesk.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is published ready for sending, and accepted only if all mail software parses it in the same way. */
class EmailAddressTest extends RunningService {

    @ParameterizedTest
    @CsvSource({"visitor@example.net,visitor@example.net", "visitor@exämple.net,visitor@xn--exmple-cua.net",
            "visitor@faß.de,visitor@xn--fa-hia.de", "Visitor+1@ПРИКЛАД.УКР,Visitor+1@xn--80aikifvh.xn--j1amh",
            "visitor@ｅｘａｍｐｌｅ。net,visitor@example.net", "visitor@EXAMPLE.net,visitor@example.net",
            "' visitor@example.net ',visitor@example.net", "o'brien@example.net,o'brien@example.net"})
    void an_international_domain_is_published_in_ascii(String typed, String arrived) {
        assertThat(postJson(inquiry("email", typed)).statusCode()).isEqualTo(202);
        assertThat(publishedField("email")).isEqualTo(arrived);
    }

    @ParameterizedTest
    @ValueSource(strings = {"victimŀevil.netľ@example.com", "відвідувач@example.net",
            "list:a@example.org,b@example.net;",
            "list:a@example.org;", "@example.org:visitor@example.net", "@example.org,@example.com:a@example.net",
            "\"a b\"@example.net", "\"a\"@example.net", "a%example.org@example.net", "a@b@example.net",
            "a@example.net,b@example.net", "a@example.net b@example.net", "<a@example.net>", "A <a@example.net>",
            "a(comment)@example.net", "a@example.net\r\nBcc: b@example.org", "a@example.net\u2028RCPT TO:b@example.org",
            "visitor@[192.0.2.1]", "visitor@localhost", "visitor@example..net", "visitor@-example.net",
            "visitor@xn--a.net", "visitor@exam_ple.net", "visitor@example.net.", "@example.net", "visitor@", "visitor"})
    void an_address_that_could_reach_someone_else_is_refused(String typed) {
        var response = postJson(inquiry("email", typed));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("errors").get(0).get("field").asString()).isEqualTo("email");
        assertThat(nothingPublished()).isTrue();
    }

    @Test
    void control_characters_are_removed_from_addresses() {
        postJson(inquiry("email", "visi\u0000tor\u202e@example.net"));

        assertThat(publishedField("email")).isEqualTo("visitor@example.net");
    }

    @Test
    void an_invalid_form_shows_the_address_as_typed() {
        assertThat(postForm("email=visitor@ex%C3%A4mple.net&consent=on").body()).contains("visitor@exämple.net");
    }
}
