package org.frontdesk.content.answer;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.frontdesk.content.edition.Edition;
import org.frontdesk.content.edition.Editions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Every error as a problem document (RFC 9457) that a page can show to its visitor: {@code title} and {@code detail} in
 * their language, and {@code contacts} with its phone lines. {@code type} is {@code urn:frontdesk:problem:} with one of
 * {@code not-found}, {@code not-translated} (with {@code alternates}), {@code bad-request} (with {@code parameter} and
 * {@code expected} where one parameter is at fault), {@code method-not-allowed}, {@code failure}.
 */
@RestControllerAdvice
class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private static final Map<HttpStatusCode, String> CODES = Map.of(HttpStatus.NOT_FOUND, "not-found",
            HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", HttpStatus.NOT_IMPLEMENTED, "method-not-allowed",
            HttpStatus.INTERNAL_SERVER_ERROR, "failure");

    private final AskedLanguage languages;
    private final Editions editions;

    Problems(AskedLanguage languages, Editions editions) {
        this.languages = languages;
        this.editions = editions;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> answer(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            return null;
        }
        if (response.isCommitted()) {
            throw e; // half an image is under way: only the server can break that off
        }
        ResponseEntity<ProblemDetail> answer = answer(error(e), request);
        // Otherwise Spring sets it, and fails at an address that begins with two slashes.
        answer.getBody().setInstance(URI.create(request.getRequestURI().replaceFirst("^/+", "/")));
        return answer;
    }

    ResponseEntity<ProblemDetail> answer(ErrorResponse error, HttpServletRequest request) {
        Asked asked = languages.ofWrong(request);
        // Not cached: a page that was published just now must not stay hidden behind its own 404.
        return ResponseEntity.status(error.getStatusCode()).headers(headers(error))
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_LANGUAGE, asked.visitor().tag())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(error, asked, Edition.of(request, editions)));
    }

    /** Where GET is allowed HEAD is too (RFC 9110, 9.3.2), which Spring answers without listing it. */
    private static HttpHeaders headers(ErrorResponse error) {
        HttpHeaders headers = new HttpHeaders(error.getHeaders());
        Set<HttpMethod> allowed = new LinkedHashSet<>(headers.getAllow());
        if (allowed.contains(HttpMethod.GET) && allowed.add(HttpMethod.HEAD)) {
            headers.setAllow(allowed);
        }
        return headers;
    }

    private static ProblemDetail problem(ErrorResponse error, Asked asked, Edition edition) {
        String code = error instanceof Refused refused
                ? refused.code()
                : CODES.getOrDefault(error.getStatusCode(), "bad-request");
        ProblemDetail problem = ProblemDetail.forStatus(error.getStatusCode());
        problem.setType(URI.create("urn:frontdesk:problem:" + code));
        problem.setTitle(asked.visitor().texts().get("content." + code + ".title"));
        problem.setDetail(asked.visitor().texts().get("content." + code + ".detail"));
        problem.setProperty("language", asked.given(asked.visitor()));
        problem.setProperty("contacts", new Answers(edition.content(), asked).contacts());
        if (error instanceof Refused refused) {
            new TreeMap<>(refused.members()).forEach(problem::setProperty); // the same bytes from every instance
        }
        return problem;
    }

    private static ErrorResponse error(Exception e) {
        return switch (e) {
            case ErrorResponse known -> known;
            // Tomcat's, for a query that is not percent-encoded.
            case InvalidParameterException _ -> new ErrorResponseException(HttpStatus.BAD_REQUEST);
            default -> unforeseen(e);
        };
    }

    private static ErrorResponse unforeseen(Exception e) {
        log.error("A request failed that should not have: report this as a fault of the service", e);
        return new ErrorResponseException(HttpStatus.INTERNAL_SERVER_ERROR);
    }
}
