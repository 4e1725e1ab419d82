package org.frontdesk.playground;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run on free ports in a folder of its own, and what it told the console. */
record Runs(Run run, List<String> console) {

    static Runs in(Path folder) {
        List<String> console = new CopyOnWriteArrayList<>();
        Run run = new Run(folder, Ports.free(), console::add);
        run.clear();
        return new Runs(run, console);
    }

    Ports ports() {
        return run.ports();
    }
}
