package dev.driftwarden.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.functions.McpTool;
import dev.driftwarden.local.FunctionCatalog.Triggered;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Serves the tool functions over the Model Context Protocol (streamable HTTP, without sessions) where the Functions host does. */
final class McpEndpoint {
    static final String PATH = "/runtime/webhooks/mcp";

    private final McpJsonMapper json = McpJsonDefaults.getMapper();
    private final McpStatelessServerHandler handler;

    McpEndpoint(FunctionCatalog catalog) {
        Handed transport = new Handed();
        McpServer.sync(transport)
                .serverInfo("Driftwarden", "1")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                // The tools check their arguments themselves.
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(null))
                .tools(catalog.triggeredBy(Trigger.Tool.class).map(this::tool).toList())
                .build();
        this.handler = Objects.requireNonNull(transport.handler);
    }

    Reply handle(Incoming request) {
        if (!request.method().equals("POST")) {
            return Reply.empty(405).with("Allow", "POST");
        }
        try {
            return answer(McpSchema.deserializeJsonRpcMessage(json, request.body()));
        } catch (IOException | IllegalArgumentException broken) {
            return Reply.text(400, "The body must be one JSON-RPC message.");
        }
    }

    private Reply answer(McpSchema.JSONRPCMessage message) throws IOException {
        if (message instanceof JSONRPCRequest request) {
            Object response =
                    handler.handleRequest(McpTransportContext.EMPTY, request).block();
            return Reply.json(200, json.writeValueAsString(response));
        }
        if (message instanceof JSONRPCNotification notification) {
            handler.handleNotification(McpTransportContext.EMPTY, notification).block();
        }
        return Reply.empty(202);
    }

    private SyncToolSpecification tool(Triggered<Trigger.Tool> function) {
        McpTool described = function.trigger().tool();
        Tool tool = Tool.builder()
                .name(described.toolName())
                .description(described.description())
                .inputSchema(json, schema(described.toolProperties()))
                .build();
        return SyncToolSpecification.builder()
                .tool(tool)
                .callHandler((context, call) -> call(function.function(), call))
                .build();
    }

    /** As the Functions host hands a call over. */
    private static CallToolResult call(LocalFunction function, CallToolRequest call) {
        Map<String, Object> arguments = call.arguments() == null ? Map.of() : call.arguments();
        String value = JsonMapper.builder()
                .build()
                .valueToTree(Map.of("name", call.name(), "arguments", arguments))
                .toString();
        return CallToolResult.builder()
                .addTextContent(String.valueOf(function.invoke(value)))
                .build();
    }

    private static String schema(String properties) {
        try {
            ObjectNode schema = JsonMapper.builder().build().createObjectNode().put("type", "object");
            ObjectNode described = schema.putObject("properties");
            for (JsonNode property : JsonMapper.builder().build().readTree(properties)) {
                String name = property.path("propertyName").asText();
                described
                        .putObject(name)
                        .put("type", property.path("propertyType").asText())
                        .put("description", property.path("description").asText());
                if (property.path("isRequired").asBoolean()) {
                    schema.withArray("required").add(name);
                }
            }
            return schema.toString();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("a tool's properties are not JSON: " + properties, broken);
        }
    }

    /** A transport that only keeps what it is to hand messages to. */
    private static final class Handed implements McpStatelessServerTransport {
        private @Nullable McpStatelessServerHandler handler;

        @Override
        public void setMcpHandler(McpStatelessServerHandler given) {
            handler = given;
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
