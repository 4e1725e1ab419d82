package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** content-service depends on nothing else: broker, database and the other services may all be down. */
class ContentAloneJourney {
    private static final List<String> ADDRESSES = List.of("/pages?lang=en", "/pages/spinal-muscular-atrophy?lang=ar",
            "/pages/about?lang=ar", "/news?lang=uk&limit=3", "/news/winter-hours?lang=de", "/stories?lang=en",
            "/contacts?lang=ar", "/search?lang=en&q=treatment", "/feeds/en/news.atom", "/feeds/uk/news.json",
            "/sitemap.xml", "/pages/none?lang=uk", "/search?lang=en");

    @Test
    void responses_do_not_change_without_kafka_and_postgresql() {
        var free = Ports.free();
        var nowhere = "127.0.0.1:" + free.kafka();
        Frontdesk.playground().another(new Service(Playground.CONTENT, free.content(), free.contentManagement()),
                Map.of("SPRING_KAFKA_BOOTSTRAP_SERVERS", nowhere, "SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://" + nowhere + "/none", "SPRING_MAIL_PORT", "" + free.smtp()));
        assertThat(ADDRESSES).allSatisfy(address -> {
            var alone = get(free.content(), address);
            var together = get(Frontdesk.ports().content(), address);
            assertThat(alone.body()).isEqualTo(together.body());
            assertThat(alone.statusCode()).isEqualTo(together.statusCode());
            assertThat(alone.headers().firstValue("ETag")).isEqualTo(together.headers().firstValue("ETag"));
        });
    }

    private static HttpResponse<String> get(int port, String address) {
        return Frontdesk.get(URI.create("http://127.0.0.1:" + port + address));
    }
}
