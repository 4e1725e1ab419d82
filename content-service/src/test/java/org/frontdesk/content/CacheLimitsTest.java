package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.frontdesk.content.edition.Editions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** With a handler for responses that any cache may store, whatever their type and length. */
@Import(CacheLimitsTest.Files.class)
class CacheLimitsTest extends RunningService {
    @Autowired
    private Editions editions;

    static class Files {
        @Bean
        RouterFunction<ServerResponse> files() {
            return RouterFunctions.route().GET("/files/{length}",
                    request -> ServerResponse.ok().cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                            .contentType(MediaType.parseMediaType(request.param("type").orElseThrow()))
                            .body(new byte[Integer.parseInt(request.pathVariable("length"))]))
                    .build();
        }
    }

    @Test
    void only_json_and_xml_of_at_most_4_mib_is_cached_and_all_else_is_served_all_the_same() {
        assertThat(isCached("/files/5000?type=application/json")).isTrue();
        assertThat(isCached("/files/5000?type=application/feed%2Bjson")).isTrue();
        assertThat(isCached("/files/5000?type=application/atom%2Bxml;charset=utf-8")).isTrue();
        assertThat(isCached("/files/4194304?type=application/xml")).isTrue();
        assertThat(isCached("/files/4194305?type=application/xml")).isFalse();
        assertThat(isCached("/files/5000?type=application/pdf")).isFalse();
        assertThat(isCached("/files/5000?type=image/png")).isFalse();
        assertThat(isCached("/files/5000?type=image/svg%2Bxml")).isFalse();
        assertThat(isCached("/files/5000?type=video/mp4")).isFalse();
    }

    private boolean isCached(String address) {
        Answer answer = get(address);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.http().body()).hasSize(Integer.parseInt(address.replaceAll("\\D*(\\d+).*", "$1")));
        return editions.current().responses().asMap().containsKey(address);
    }
}
