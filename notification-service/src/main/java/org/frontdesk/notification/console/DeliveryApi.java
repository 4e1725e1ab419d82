package org.frontdesk.notification.console;

import java.security.Principal;
import java.util.UUID;

import org.frontdesk.notification.console.DeliveryList.Cursor;
import org.frontdesk.notification.console.DeliveryList.Filter;
import org.frontdesk.notification.console.DeliveryList.Row;
import org.frontdesk.notification.console.DeliveryList.State;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The API for deliveries, and for the progress of bulk retries; see {@code
 * contracts/openapi/notification-service.yaml}.
 */
@RestController
class DeliveryApi {

    /** @param warning about what was done; null if there is none */
    record Done(Row mail, String warning) {}

    /** @param doubtful whether to include those that may have arrived */
    record RetryRequest(Kind kind, String language, Boolean doubtful) {}

    private final DeliveryList deliveries;
    private final DeliveryActions actions;
    private final BulkRetry bulk;

    DeliveryApi(DeliveryList deliveries, DeliveryActions actions, BulkRetry bulk) {
        this.deliveries = deliveries;
        this.actions = actions;
        this.bulk = bulk;
    }

    @GetMapping("/deliveries")
    DeliveryList.Page list(@RequestParam(required = false) State state, @RequestParam(required = false) Kind kind,
            @RequestParam(required = false) String language, @RequestParam(required = false) String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return deliveries.page(new Filter(state, kind, language), Cursor.of(cursor), limit);
    }

    @PostMapping("/deliveries/{id}/retry")
    Done retry(@PathVariable UUID id, Principal operator) {
        var delivery = actions.retry(id, operator.getName());
        return new Done(delivery,
                delivery.isUncertain() ? "It may have arrived already: this may send a duplicate" : null);
    }

    @PostMapping("/deliveries/{id}/release")
    Done release(@PathVariable UUID id, Principal operator) {
        return new Done(actions.release(id, operator.getName()), null);
    }

    @PostMapping("/deliveries/{id}/discard")
    Done discard(@PathVariable UUID id, Principal operator) {
        return new Done(actions.discard(id, operator.getName()), null);
    }

    /** Retries all dead deliveries, or some. Runs in the background: the task shows its progress. */
    @PostMapping("/deliveries/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BulkRetry.Task retryAll(@RequestBody RetryRequest request, Principal operator) {
        return bulk.start(new Filter(State.dead, request.kind(), request.language()),
                Boolean.TRUE.equals(request.doubtful()), operator.getName());
    }

    @GetMapping("/tasks/{id}")
    BulkRetry.Task task(@PathVariable UUID id) {
        return bulk.task(id);
    }
}
