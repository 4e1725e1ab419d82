package org.frontdesk.notification.console;

import java.security.Principal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.frontdesk.notification.database.DatabaseErrors;
import org.frontdesk.notification.erasure.IncompleteIndex;
import org.frontdesk.notification.site.Site;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** What all pages of the console share: the operator, the site's name, times in its zone, and the error page. */
@Order(Ordered.HIGHEST_PRECEDENCE) // otherwise its errors would be problem documents
@ControllerAdvice(assignableTypes = {ConsolePages.class, ConsoleActions.class, MailPreview.class})
class ConsoleFrame {

    /** Formats times for the templates. */
    record Times(DateTimeFormatter format) {
        public String of(Instant time) {
            return time == null ? "" : format.format(time);
        }
    }

    private final Site site;
    private final Times times;

    ConsoleFrame(Site site) {
        this.site = site;
        this.times = new Times(
                DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH).withZone(site.zone()));
    }

    @ModelAttribute("times")
    Times times() {
        return times;
    }

    @ModelAttribute("clinic")
    String clinic() {
        return site.name();
    }

    @ModelAttribute("zone")
    String zone() {
        return site.zone().getId();
    }

    @ModelAttribute("operator")
    String operator(Principal operator) {
        return operator == null ? null : operator.getName();
    }

    /** The URL of this page with its filter, to return to. */
    @ModelAttribute("here")
    String here(HttpServletRequest request) {
        return request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }

    @ExceptionHandler({ProblemException.class, IncompleteIndex.class})
    ModelAndView refused(ErrorResponseException e, Principal operator, HttpServletResponse response) {
        e.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        return refusal(HttpStatus.valueOf(e.getStatusCode().value()), e.getBody().getDetail(), operator);
    }

    @ExceptionHandler
    ModelAndView malformed(MethodArgumentTypeMismatchException e, Principal operator) {
        return refusal(HttpStatus.BAD_REQUEST, e.getName() + ": this value is not allowed", operator);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ModelAndView failed(RuntimeException e, Principal operator) {
        return DatabaseErrors.isDataError(e)
                ? refusal(HttpStatus.BAD_REQUEST, ProblemException.NOT_TEXT, operator)
                : refusal(HttpStatus.SERVICE_UNAVAILABLE, ProblemException.DATABASE_AWAY, operator);
    }

    @ExceptionHandler({InvalidParameterException.class, RequestRejectedException.class})
    ModelAndView unreadable(Principal operator) {
        return refusal(HttpStatus.BAD_REQUEST, ProblemException.NOT_TEXT, operator);
    }

    private ModelAndView refusal(HttpStatus status, String why, Principal operator) {
        var page = new ModelAndView("console/refused", status);
        page.addObject("why", why).addObject("clinic", clinic()).addObject("zone", zone()).addObject("operator",
                operator(operator));
        return page;
    }
}
