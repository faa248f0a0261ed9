package dev.driftwarden.report;

import java.net.URI;
import java.net.URISyntaxException;

/** File names as SARIF wants them: relative ones stay relative, everything that no URI may hold is percent-encoded. */
final class FileUri {
    private FileUri() {}

    static String of(String file) {
        String path = file.replace('\\', '/');
        boolean absolute = path.startsWith("/");
        try {
            return absolute
                    ? new URI("file", "", path, null).toASCIIString()
                    : new URI(null, null, "./" + path, null).toASCIIString().substring(2);
        } catch (URISyntaxException e) {
            return "unnamed";
        }
    }
}
