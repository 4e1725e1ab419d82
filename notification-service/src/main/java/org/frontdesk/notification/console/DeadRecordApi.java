package org.frontdesk.notification.console;

import java.security.Principal;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The API for dead letters. */
@RestController
@RequestMapping("/dead-records")
class DeadRecordApi {
    private final DeadRecords records;

    DeadRecordApi(DeadRecords records) {
        this.records = records;
    }

    @GetMapping
    DeadRecords.Page list(@RequestParam(required = false) String cursor) {
        return records.page(cursor, 50);
    }

    @GetMapping("/{id}")
    DeadRecords.Opened one(@PathVariable String id, Principal operator) {
        return records.open(id, operator.getName());
    }

    @PostMapping("/{id}/replay")
    DeadRecords.DeadRecord replay(@PathVariable String id, Principal operator) {
        return records.replay(id, operator.getName());
    }

    @PostMapping("/{id}/discard")
    DeadRecords.DeadRecord discard(@PathVariable String id, Principal operator) {
        return records.discard(id, operator.getName());
    }
}
