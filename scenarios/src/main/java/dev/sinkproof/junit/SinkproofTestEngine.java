package dev.sinkproof.junit;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;

/** Finds classes with {@link SinkproofTest} and runs them. JUnit's platform finds it by itself. */
public final class SinkproofTestEngine extends HierarchicalTestEngine<Running> {
    public static final String ID = "sinkproof";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineDescriptor engine = new EngineDescriptor(uniqueId, "Sinkproof");
        EngineDiscoveryRequestResolver.<EngineDescriptor>builder()
                .addClassContainerSelectorResolver(Selectors::isTestClass)
                .addSelectorResolver(
                        context -> new Selectors(request.getConfigurationParameters(), context.getClassNameFilter()))
                .build()
                .resolve(request, engine);
        return engine;
    }

    @Override
    protected Running createExecutionContext(ExecutionRequest request) {
        return Running.nothing(request.getEngineExecutionListener());
    }
}
