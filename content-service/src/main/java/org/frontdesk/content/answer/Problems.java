package org.frontdesk.content.answer;

import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.frontdesk.content.article.Article.Section;
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
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Every error as problem details (RFC 9457) that a page can show to its visitor: {@code title} and {@code detail} in the
 * visitor's language, and {@code contacts} with the phone numbers. {@code type} is {@code urn:frontdesk:problem:} with
 * one of {@code not-found}, {@code not-translated} (with {@code alternates}), {@code bad-request} (with
 * {@code parameter} and {@code expected} if a parameter is invalid), {@code method-not-allowed}, {@code failure}.
 */
@RestControllerAdvice
public class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** The valid values of the parameters that Spring converts, see {@link WebConfiguration}. */
    private static final Map<Class<?>, List<String>> EXPECTED = Map.of(LocalDate.class,
            List.of("a date such as 2026-03-31"), Cursor.class, List.of("the value of next in the previous response"),
            Section.class, Stream.of(Section.values()).map(Section::folder).toList());
    private static final Map<HttpStatusCode, String> CODES = Map.of(HttpStatus.NOT_FOUND, "not-found",
            HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", HttpStatus.NOT_IMPLEMENTED, "method-not-allowed",
            HttpStatus.INTERNAL_SERVER_ERROR, "failure");

    private final RequestedLanguageResolver languages;
    private final Editions editions;

    Problems(RequestedLanguageResolver languages, Editions editions) {
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
            throw e; // part of an image has been sent: only the server can close the connection
        }
        if (response.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
            response.reset(); // the headers of an image that failed before its first byte
        }
        ResponseEntity<ProblemDetail> answer = answer(error(e), request);
        // Otherwise Spring sets it, and fails for a path that begins with two slashes.
        answer.getBody().setInstance(URI.create(request.getRequestURI().replaceFirst("^/+", "/")));
        return answer;
    }

    public ResponseEntity<ProblemDetail> answer(ErrorResponse error, HttpServletRequest request) {
        RequestedLanguage requested = languages.ofInvalid(request);
        // Not cached: a page that was just published must not stay hidden behind a cached 404.
        return ResponseEntity.status(error.getStatusCode()).headers(headers(error))
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_LANGUAGE, requested.visitor().tag())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(error, requested, Edition.of(request, editions)));
    }

    /** Spring answers HEAD wherever GET is mapped, but does not list it in Allow. */
    private static HttpHeaders headers(ErrorResponse error) {
        var headers = new HttpHeaders(error.getHeaders());
        Set<HttpMethod> allowed = new LinkedHashSet<>(headers.getAllow());
        if (allowed.contains(HttpMethod.GET) && allowed.add(HttpMethod.HEAD)) {
            headers.setAllow(allowed);
        }
        return headers;
    }

    private static ProblemDetail problem(ErrorResponse error, RequestedLanguage requested, Edition edition) {
        String code = error instanceof ProblemException exception
                ? exception.code()
                : CODES.getOrDefault(error.getStatusCode(), "bad-request");
        var problem = ProblemDetail.forStatus(error.getStatusCode());
        problem.setType(URI.create("urn:frontdesk:problem:" + code));
        problem.setTitle(requested.visitor().texts().get("content." + code + ".title"));
        problem.setDetail(requested.visitor().texts().get("content." + code + ".detail"));
        problem.setProperty("language", requested.given(requested.visitor()));
        problem.setProperty("contacts", new Answers(edition.content(), requested).contacts());
        if (error instanceof ProblemException exception) {
            new TreeMap<>(exception.members()).forEach(problem::setProperty); // sorted: the same bytes from every instance
        }
        return problem;
    }

    private static ErrorResponse error(Exception e) {
        return switch (e) {
            case ErrorResponse known -> known;
            case MethodArgumentTypeMismatchException invalid -> ProblemException.parameter(invalid.getName(),
                    EXPECTED.get(invalid.getParameter().nestedIfOptional().getNestedParameterType()));
            // Tomcat's, for a query with invalid percent-encoding.
            case InvalidParameterException _ -> new ErrorResponseException(HttpStatus.BAD_REQUEST);
            default -> unexpected(e);
        };
    }

    private static ErrorResponse unexpected(Exception e) {
        LOG.error("A request failed unexpectedly: this is a bug, please report it", e);
        return new ErrorResponseException(HttpStatus.INTERNAL_SERVER_ERROR);
    }
}
