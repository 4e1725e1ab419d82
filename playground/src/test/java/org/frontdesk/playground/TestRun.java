package org.frontdesk.playground;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run on free ports in its own folder, with its console output. */
record TestRun(Run run, List<String> console) {

    static TestRun in(Path folder) {
        List<String> console = new CopyOnWriteArrayList<>();
        var run = new Run(folder, Ports.free(), console::add);
        run.clear();
        return new TestRun(run, console);
    }

    Ports ports() {
        return run.ports();
    }
}
