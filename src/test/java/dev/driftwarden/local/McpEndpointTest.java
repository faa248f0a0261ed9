package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tool functions as a client of the Model Context Protocol finds them. */
class McpEndpointTest {

    @Test
    void offersTheToolsAndHandsCallsToTheirFunctions() {
        try (RunningHost host = new RunningHost();
                McpSyncClient client = client(host)) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("Driftwarden");

            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactlyInAnyOrder("list_findings", "explain_finding", "show_plan", "coverage");
            assertThat(client.listTools().tools())
                    .filteredOn(tool -> tool.name().equals("show_plan"))
                    .allSatisfy(
                            tool -> assertThat(tool.inputSchema().required()).containsExactly("id"));

            var answer = client.callTool(new CallToolRequest("show_plan", Map.of("id", "f-1")));

            assertThat(((TextContent) answer.content().get(0)).text()).isEqualTo("{\"answered\":true}");
            assertThat(host.bot.calls())
                    .singleElement()
                    .asString()
                    .contains("\"name\":\"show_plan\"", "\"arguments\":{\"id\":\"f-1\"}");
        }
    }

    @Test
    void refusesWhatIsNoMessage() throws Exception {
        try (RunningHost host = new RunningHost()) {
            assertThat(host.post(McpEndpoint.PATH, "hello").statusCode()).isEqualTo(400);
            assertThat(host.get(McpEndpoint.PATH).statusCode()).isEqualTo(405);
        }
    }

    private static McpSyncClient client(RunningHost host) {
        return McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(host.address().toString())
                                .endpoint(McpEndpoint.PATH)
                                .build())
                .build();
    }
}
