package io.ohmykube.processes.validation;

/**
 * One thing wrong with a process.
 *
 * @param file name of the file
 * @param element id of the element, or where in the file it is
 * @param message what is wrong and what is right, one line
 */
public record ProcessProblem(String file, String element, String message) {
    @Override
    public String toString() {
        return file + ": " + element + ": " + message;
    }
}
