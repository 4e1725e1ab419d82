package org.frontdesk.notification.erasure;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** After an upgrade, not all inquiries of the previous release can be found by every spelling of their address yet. */
public class IncompleteIndex extends ErrorResponseException {
    private static final long serialVersionUID = 1;

    IncompleteIndex() {
        super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
                "After the upgrade, older inquiries are still being indexed by address, so some would be missing here:"
                        + " try again in a minute, or use a reference"),
                null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, "60");
    }
}
