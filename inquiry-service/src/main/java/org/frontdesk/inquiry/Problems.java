package org.frontdesk.inquiry;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.frontdesk.inquiry.site.Language;
import org.frontdesk.inquiry.site.Site;
import org.frontdesk.inquiry.submission.Refusal;
import org.frontdesk.inquiry.submission.Submission.Mistake;
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

import com.fasterxml.jackson.annotation.JsonInclude;

/** Every answer that is not a success, as a problem document (RFC 9457) in the visitor's language. */
@RestController
@RestControllerAdvice
class Problems implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    static final Duration UNCONFIRMED = Duration.ofSeconds(5);

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(String type, String title, int status, String detail, List<FieldError> errors) {}

    record FieldError(String field, String code, String message) {}

    private final Site site;
    private final FormPages pages;

    Problems(Site site, FormPages pages) {
        this.site = site;
        this.pages = pages;
    }

    ResponseEntity<?> mistaken(List<Mistake> mistakes, Language language) {
        var errors = mistakes.stream()
                .map(mistake -> new FieldError(mistake.field(), mistake.code(), mistake.message(language.texts())))
                .toList();
        return answer(HttpStatus.BAD_REQUEST, new HttpHeaders(), problem("invalid", 400, null, errors, language),
                language);
    }

    ResponseEntity<?> unconfirmed(Language language) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, retryAfter(UNCONFIRMED),
                problem("not-confirmed", 503, null, null, language), language);
    }

    ResponseEntity<?> tooMany(Duration wait, Language language) {
        return answer(HttpStatus.TOO_MANY_REQUESTS, retryAfter(wait), problem("too-many", 429, null, null, language),
                language);
    }

    /** In whole seconds, rounded up (RFC 9110, 10.2.3). */
    static HttpHeaders retryAfter(Duration wait) {
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

    /** Spring's own refusals carry their status and headers, such as Allow. All else is a defect of this service. */
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
     * When reading a body fails, Tomcat sends the error itself (400 or 408) and dispatches it to {@link #error}. It ignores
     * what is written before that, headers too, and Spring would take the missing Content-Type for a fault.
     */
    private static boolean isAnsweredByTomcat(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
    }

    /** Tomcat's own exception for a query that is no text when decoded. */
    @ExceptionHandler
    ResponseEntity<?> unreadable(InvalidParameterException e, HttpServletRequest request) {
        return answer(HttpStatus.BAD_REQUEST, "malformed", "The query's percent-encoding is not UTF-8.",
                new HttpHeaders(), request);
    }

    /** A message may quote what a visitor wrote; the place in the code is enough to mend it. */
    private static Throwable withoutMessage(Exception e) {
        var place = new RuntimeException(e.getClass().getName());
        place.setStackTrace(e.getStackTrace());
        return place;
    }

    /** What the server itself refused within the application, such as a method that it does not allow. */
    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<?> error(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatusCode.valueOf(code)
                : HttpStatus.NOT_FOUND;
        return answer(status, code(status), null, new HttpHeaders(), request);
    }

    /** A browser is shown a page. Whether it is one is all that Accept is asked here: it may be what was wrong. */
    private ResponseEntity<?> answer(HttpStatusCode status, String code, String detail, HttpHeaders headers,
            HttpServletRequest request) {
        var language = LanguageChoice.of(site, Visitor.of(request));
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

    private static Problem problem(String code, int status, String detail, List<FieldError> errors,
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
