package org.frontdesk.inquiry.problem;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.frontdesk.inquiry.form.FormPages;
import org.frontdesk.inquiry.language.LanguageChoice;
import org.frontdesk.inquiry.language.LanguageChoice.LanguageHints;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.Refusal;
import org.frontdesk.inquiry.submission.Submission.FieldError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Every error response, as a problem document (RFC 9457) in the visitor's language, or as a page for browsers. Not
 * Spring's ProblemDetail, to which Spring adds the request's path: that may contain personal data.
 */
@RestController
@RestControllerAdvice
public class Problems implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    /** Retry-After when the broker did not confirm. */
    public static final Duration UNCONFIRMED = Duration.ofSeconds(5);

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(String type, String title, int status, String detail, List<Entry> errors) {}

    record Entry(String field, String code, String message) {}

    private final Site site;
    private final FormPages pages;

    Problems(Site site, FormPages pages) {
        this.site = site;
        this.pages = pages;
    }

    public ResponseEntity<?> invalid(List<FieldError> errors, Language language) {
        var entries = errors.stream()
                .map(error -> new Entry(error.field(), error.code(), error.message(language.texts()))).toList();
        return answer(HttpStatus.BAD_REQUEST, new HttpHeaders(), problem("invalid", 400, null, entries, language),
                language);
    }

    public ResponseEntity<?> unconfirmed(Language language) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, retryAfter(UNCONFIRMED),
                problem("not-confirmed", 503, null, null, language), language);
    }

    public ResponseEntity<?> rateLimited(Duration wait, Language language) {
        return answer(HttpStatus.TOO_MANY_REQUESTS, retryAfter(wait), problem("too-many", 429, null, null, language),
                language);
    }

    /** In whole seconds, rounded up (RFC 9110, 10.2.3). */
    public static HttpHeaders retryAfter(Duration wait) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusNanos(999_999_999).toSeconds()));
        return headers;
    }

    @ExceptionHandler
    ResponseEntity<?> refused(Refusal refusal, HttpServletRequest request) {
        if (isAnsweredByTomcat(request)) {
            return null;
        }
        var headers = refusal.status() == HttpStatus.SERVICE_UNAVAILABLE ? retryAfter(UNCONFIRMED) : new HttpHeaders();
        return answer(refusal.status(), refusal.code(), refusal.getMessage(), headers, request);
    }

    /** Spring's exceptions for invalid requests have a status and headers, such as Allow. Any other is a bug. */
    @ExceptionHandler
    ResponseEntity<?> failed(Exception e, HttpServletRequest request) {
        if (isAnsweredByTomcat(request)) {
            return null;
        }
        if (e instanceof ErrorResponse response) {
            var status = response.getStatusCode();
            return answer(status, code(status), null, response.getHeaders(), request);
        }
        LOG.error("A request failed", withoutMessage(e));
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "internal", null, new HttpHeaders(), request);
    }

    /**
     * If reading a body fails, Tomcat sends the error itself (400 or 408) and dispatches it to {@link #error}. It ignores
     * everything written before, including headers, and Spring would report the missing Content-Type as a 500.
     */
    private static boolean isAnsweredByTomcat(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
    }

    /** Tomcat's exception for a query that is not UTF-8 after percent-decoding. */
    @ExceptionHandler
    ResponseEntity<?> unreadable(InvalidParameterException e, HttpServletRequest request) {
        return answer(HttpStatus.BAD_REQUEST, "malformed", "The query's percent-encoding is not UTF-8.",
                new HttpHeaders(), request);
    }

    /** The message may quote personal data; class and stack trace are enough to find the bug. */
    private static Throwable withoutMessage(Exception e) {
        var copy = new RuntimeException(e.getClass().getName());
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }

    /** For errors outside controllers, such as those sent by filters. */
    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<?> error(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatusCode.valueOf(code)
                : HttpStatus.NOT_FOUND;
        return answer(status, code(status), null, new HttpHeaders(), request);
    }

    /** A page for browsers. Accept is not parsed, because it may be what is malformed. */
    private ResponseEntity<?> answer(HttpStatusCode status, String code, String detail, HttpHeaders headers,
            HttpServletRequest request) {
        var language = LanguageChoice.of(site, LanguageHints.of(request));
        var accept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
        return accept.contains(MediaType.TEXT_HTML_VALUE)
                ? pages.problem(status, headers, language.texts().get("form.problem." + code), language)
                : answer(status, headers, problem(code, status.value(), detail, null, language), language);
    }

    private static ResponseEntity<?> answer(HttpStatusCode status, HttpHeaders headers, Problem problem,
            Language language) {
        return ResponseEntity.status(status).headers(headers).header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private static Problem problem(String code, int status, String detail, List<Entry> errors,
            Language language) {
        var title = language.texts().get("form.problem." + code);
        return new Problem("urn:frontdesk:problem:" + code, title, status, detail, errors);
    }

    private static String code(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "not-found";
            case 405 -> "method";
            case 406 -> "not-acceptable";
            case 408 -> "too-slow";
            case 413 -> "too-large";
            case 415 -> "content-type";
            default -> status.is4xxClientError() ? "malformed" : "internal";
        };
    }
}
