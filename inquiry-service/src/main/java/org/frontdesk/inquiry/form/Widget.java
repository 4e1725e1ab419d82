package org.frontdesk.inquiry.form;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.WebRequest;

/**
 * The form as a web component for pages of the site, cached for five minutes because its URL never changes. Not served
 * by Spring's resource handler, which cannot add a charset: pages in another encoding would misread the script.
 */
@Controller
class Widget {
    private final byte[] script;
    private final String tag;

    Widget(@Value("classpath:/widget.js") Resource script) throws IOException {
        this.script = script.getContentAsByteArray();
        // Weak, because the compressed response has the same tag.
        tag = "W/\"" + DigestUtils.md5DigestAsHex(this.script) + "\"";
    }

    @GetMapping("/widget.js")
    void script(WebRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.maxAge(Duration.ofMinutes(5)).getHeaderValue());
        if (!request.checkNotModified(tag)) {
            response.setContentType(new MediaType("text", "javascript", StandardCharsets.UTF_8)
                    .toString());
            response.getOutputStream().write(script);
        }
    }
}
