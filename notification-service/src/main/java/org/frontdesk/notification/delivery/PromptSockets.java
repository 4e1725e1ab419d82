package org.frontdesk.notification.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

import javax.net.SocketFactory;

/**
 * Sockets that send at once. The mail library writes a mail and its final dot apart, and sets no TCP_NODELAY: the dot
 * would wait for the relay to acknowledge the mail, which its system puts off for 40 ms. Only the first method is called.
 * <p>
 * Each connection has one of its own, which knows the socket in use: the library lets nobody else at it.
 */
class PromptSockets extends SocketFactory {
    private Socket latest;

    /** The connection's; TLS is laid over it, and reads from it. */
    Socket latest() {
        return latest;
    }

    @Override
    public Socket createSocket() throws SocketException {
        return prompt(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return prompt(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return prompt(new Socket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return prompt(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return prompt(new Socket(host, port, from, fromPort));
    }

    private Socket prompt(Socket socket) throws SocketException {
        socket.setTcpNoDelay(true);
        latest = socket;
        return socket;
    }
}
