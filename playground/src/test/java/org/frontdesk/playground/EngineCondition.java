package org.frontdesk.playground;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips the journeys over containers if Docker is not available, and logs it once. JUnit finds it by META-INF/services. */
public final class EngineCondition implements ExecutionCondition {
    private static final boolean THERE = !Stack.OVER_CONTAINERS || DockerClientFactory.instance().isDockerAvailable();

    static {
        if (!THERE) {
            System.out.println("Journeys over containers are skipped: no Docker engine answers."
                    + " Start one, or set DOCKER_HOST to where it listens.");
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return THERE ? ConditionEvaluationResult.enabled("") : ConditionEvaluationResult.disabled("no Docker engine");
    }
}
