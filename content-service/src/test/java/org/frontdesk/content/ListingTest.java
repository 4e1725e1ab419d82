package org.frontdesk.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.awaitility.Awaitility.await;

class ListingTest extends RunningService {
    @Test
    void a_list_is_paginated() {
        Answer first = get("/news?lang=en&limit=4");
        Answer second = get("/news?lang=en&limit=4&after=" + first.at("/next"));

        assertThat(first.all("/items", "/slug")).containsExactly("hours", "june", "may", "march");
        assertThat(second.all("/items", "/slug")).containsExactly("february", "january");
        assertThat(first.at("/total")).isEqualTo("6");
        assertThat(second.json().has("next")).isFalse();
    }

    @Test
    void news_can_be_filtered_by_date_and_topic_and_are_counted() {
        Answer news = get("/news?lang=en&topic=heart&from=2026-02-10&until=2026-05-10");

        assertThat(news.all("/items", "/slug")).containsExactly("may", "march", "february");
        assertThat(news.json().at("/counts")).hasToString("""
                {"topics":[{"slug":"heart","label":"Heart en","count":3}],\
                "months":{"2026-06":1,"2026-05":1,"2026-03":1,"2026-02":1,"2026-01":1}}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "limit=-1", "after=x", "after=..%2F..%2Fetc",
            "from=yesterday", "until=2026-13-01"})
    void an_invalid_parameter_is_named(String parameter) {
        Answer problem = get("/news?lang=uk&" + parameter);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.at("/parameter")).isEqualTo(parameter.replaceFirst("=.*", ""));
    }

    @Test
    void pagination_neither_repeats_nor_misses_items_while_news_are_added_and_deleted(@TempDir Path folder) {
        var site = SiteFiles.in(folder);
        for (int day = 10; day < 30; day++) {
            site.news("en", "day-" + day, "2026-05-" + day, "heart");
        }
        try (var service = StartedService.on(folder)) {
            List<String> read = new ArrayList<>();
            Answer page = service.get("/news?lang=en&limit=5");
            read.addAll(page.all("/items", "/slug"));
            site.news("en", "newest", "2026-06-01", "heart");
            assertThat(folder.resolve("content/en/news/day-25.md").toFile().delete()).isTrue();
            await().until(() -> service.get("/news/newest?lang=en").status() == 200);
            for (int pages = 1; page.json().has("next"); pages++) {
                assertThat(pages).isLessThan(5);
                page = service.get("/news?lang=en&limit=5&after=" + page.at("/next"));
                read.addAll(page.all("/items", "/slug"));
            }
            assertThat(read).hasSize(20).doesNotHaveDuplicates().startsWith("day-29").endsWith("day-10");
        }
    }
}
