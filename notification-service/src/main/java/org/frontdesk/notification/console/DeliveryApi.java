package org.frontdesk.notification.console;

import java.security.Principal;
import java.util.UUID;

import org.frontdesk.notification.console.DeliveryList.Filter.State;
import org.frontdesk.notification.mail.Delivery.Kind;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The mails, for programs; see {@code contracts/openapi/notification-service.yaml}. */
@RestController
@RequestMapping("/deliveries")
class DeliveryApi {

    /** @param warning what to know about what was done; null mostly */
    record Done(DeliveryRow mail, String warning) {}

    /** @param doubtful whether those too that may have arrived already */
    record Wanted(Kind kind, String language, Boolean doubtful) {}

    private final DeliveryList mails;
    private final DeliveryActions actions;
    private final BulkRetry bulk;

    DeliveryApi(DeliveryList mails, DeliveryActions actions, BulkRetry bulk) {
        this.mails = mails;
        this.actions = actions;
        this.bulk = bulk;
    }

    @GetMapping
    DeliveryList.Page list(@RequestParam(required = false) State state, @RequestParam(required = false) Kind kind,
            @RequestParam(required = false) String language, @RequestParam(required = false) String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return mails.page(new DeliveryList.Filter(state, kind, language), DeliveryList.Cursor.of(cursor), limit);
    }

    @PostMapping("/{id}/retry")
    Done retry(@PathVariable UUID id, Principal operator) {
        var mail = actions.retry(id, operator.getName());
        return new Done(mail, mail.isUncertain() ? "It may have arrived already: this may send a double" : null);
    }

    @PostMapping("/{id}/release")
    Done release(@PathVariable UUID id, Principal operator) {
        return new Done(actions.release(id, operator.getName()), null);
    }

    @PostMapping("/{id}/discard")
    Done discard(@PathVariable UUID id, Principal operator) {
        return new Done(actions.discard(id, operator.getName()), null);
    }

    /** Of all dead ones, or of some. Goes on by itself: see the task for its progress. */
    @PostMapping("/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Tasks.Task retryAll(@RequestBody Wanted wanted, Principal operator) {
        return bulk.start(new DeliveryList.Filter(State.dead, wanted.kind(), wanted.language()),
                Boolean.TRUE.equals(wanted.doubtful()), operator.getName());
    }
}
