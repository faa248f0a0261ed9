package dev.driftwarden.cli;

import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.PolicyFile;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.world.recorded.BadInputException;
import dev.driftwarden.yaml.Issues;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a policy file for a command. */
final class PolicyFiles {
    private PolicyFiles() {}

    /**
     * The policy.
     *
     * @param rules whose ids and parameters the file may name
     * @throws BadInputException when it cannot be read
     * @throws BrokenFilesException with all mistakes
     */
    static Policy read(Path file, Rules rules) {
        Issues issues = new Issues();
        return PolicyFile.read(file.toString(), text(file), rules.parameters(), issues)
                .orElseThrow(() -> new BrokenFilesException(issues.render()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file.toString(), "no such file");
        } catch (CharacterCodingException e) {
            throw new BadInputException(file.toString(), "is no UTF-8 text");
        } catch (IOException e) {
            throw new BadInputException(file.toString(), "cannot be read: " + e.getMessage());
        }
    }
}
