package dev.driftwarden.practice;

import java.util.Locale;

/** Sends a call to the part that answers it: the practice controls, Microsoft Graph, Resource Graph, or ARM. */
final class Router {
    private final ArmApi arm;
    private final GraphApi graph;
    private final ResourceGraphApi resourceGraph;
    private final PracticeApi practice;

    Router(ArmApi arm, GraphApi graph, ResourceGraphApi resourceGraph, PracticeApi practice) {
        this.arm = arm;
        this.graph = graph;
        this.resourceGraph = resourceGraph;
        this.practice = practice;
    }

    Response answer(Request request) {
        String path = request.path().toLowerCase(Locale.ROOT);
        if (path.equals("/practice") || path.startsWith("/practice/")) {
            return practice.answer(request, this::answer);
        }
        if (path.startsWith("/v1.0/")) {
            return graph.answer(request.withPath(request.path().substring("/v1.0".length())), "/v1.0");
        }
        if (path.startsWith("/beta/")) {
            return graph.answer(request.withPath(request.path().substring("/beta".length())), "/beta");
        }
        return path.equals("/providers/microsoft.resourcegraph/resources")
                ? resourceGraph.answer(request)
                : arm.answer(request);
    }
}
