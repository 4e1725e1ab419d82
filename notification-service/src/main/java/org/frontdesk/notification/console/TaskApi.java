package org.frontdesk.notification.console;

import java.util.UUID;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The progress of work on many mails, for programs. */
@RestController
class TaskApi {
    private final Tasks tasks;

    TaskApi(Tasks tasks) {
        this.tasks = tasks;
    }

    @GetMapping("/tasks/{id}")
    Tasks.Task one(@PathVariable UUID id) {
        return tasks.one(id);
    }
}
