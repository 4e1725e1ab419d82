package org.frontdesk.notification.console;

import org.frontdesk.notification.inbox.ReplySettings;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells the overview that replies are switched off, which would else be seen only in the list of what is withheld. */
@ControllerAdvice(assignableTypes = ConsolePages.class)
class RepliesNote {
    private final ReplySettings settings;

    RepliesNote(ReplySettings settings) {
        this.settings = settings;
    }

    @ModelAttribute("repliesOff")
    boolean repliesOff() {
        return settings.off();
    }
}
