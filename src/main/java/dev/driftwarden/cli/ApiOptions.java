package dev.driftwarden.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which bot is asked, and as whom. */
final class ApiOptions {
    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:7071",
            description = "Of the bot. Default: a local one, http://127.0.0.1:7071")
    private URI url = URI.create("http://127.0.0.1:7071");

    @Option(
            names = "--person",
            defaultValue = "pat",
            description = "With a local bot: which practice person asks. Default: pat, who administers.")
    private String person = "pat";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "With a bot in Azure: holds an access token for it, from 'az account get-access-token'.")
    private @Nullable Path token;

    ApiClient client() {
        return new ApiClient(url, person, token == null ? null : read(token));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ApiClient.RefusedException("The token file " + file + " cannot be read: " + e.getMessage());
        }
    }
}
