package io.ohmykube.launcher.ssh;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user's SSH agent: lists keys and signs with them (https://datatracker.ietf.org/doc/html/draft-miller-ssh-agent). */
final class SshAgent {
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_512 = 4;
    private static final int LONGEST = 256 * 1024;

    private final Path socket;

    SshAgent(Path socket) {
        this.socket = socket;
    }

    /** The public keys, as they stand in an SSH packet. */
    List<byte[]> keys() throws IOException {
        ByteBuffer answer = ask(IDENTITIES_ANSWER, new byte[] {REQUEST_IDENTITIES});
        List<byte[]> keys = new ArrayList<>();
        int count = answer.getInt();
        for (int i = 0; i < count; i++) {
            keys.add(string(answer));
            string(answer); // the comment
        }
        return keys;
    }

    /** A signature, as it stands in an SSH packet. */
    byte[] sign(byte[] key, byte[] data) throws IOException {
        int flags = type(key).equals("ssh-rsa") ? RSA_SHA2_512 : 0;
        ByteBuffer request = ByteBuffer.allocate(1 + 4 + key.length + 4 + data.length + 4);
        request.put((byte) SIGN_REQUEST)
                .putInt(key.length)
                .put(key)
                .putInt(data.length)
                .put(data)
                .putInt(flags);
        return string(ask(SIGN_RESPONSE, request.array()));
    }

    static String type(byte[] key) {
        return new String(string(ByteBuffer.wrap(key)), StandardCharsets.US_ASCII);
    }

    private ByteBuffer ask(int expected, byte[] request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            out.writeInt(request.length);
            out.write(request);
            out.flush();
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            int length = in.readInt();
            if (length < 1 || length > LONGEST) {
                throw new IOException("the SSH agent gave an answer of " + length + " bytes");
            }
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(length));
            if (answer.remaining() < length || answer.get() != expected) {
                throw new IOException("the SSH agent refuses");
            }
            return answer;
        }
    }

    private static byte[] string(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return bytes;
    }
}
