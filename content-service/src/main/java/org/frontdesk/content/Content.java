package org.frontdesk.content;

import org.frontdesk.content.Article.News;
import org.frontdesk.content.Article.Page;
import org.frontdesk.content.Article.Story;

/** All that the service serves, read once and never changed: a request sees one state of the folder. */
record Content(Site site, Shelf<Page> pages, Shelf<News> news, Shelf<Story> stories) {
    int size() {
        return pages.size() + news.size() + stories.size();
    }
}
