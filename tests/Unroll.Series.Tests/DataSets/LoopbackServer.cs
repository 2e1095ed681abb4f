using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Unroll.Series.Tests.DataSets;

/// <summary>
/// A tiny HTTP server on 127.0.0.1 that gives one file, and misbehaves on demand: it can cut a connection after some bytes, ignore ranges,
/// or answer with an error. Written on a socket, as a well-behaved HTTP library would not let it cut a promised body short.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _content;
    private readonly List<string> _requests = [];

    internal LoopbackServer(byte[] content)
    {
        _content = content;
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>Bytes of the body after which each connection in turn is cut; connections beyond the list are served wholly.</summary>
    internal Queue<int> Cuts { get; } = new();

    /// <summary>Whether ranges are honoured.</summary>
    internal bool HonoursRange { get; set; } = true;

    /// <summary>Sends this status instead of the file, when set.</summary>
    internal string? Refusal { get; set; }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The requests so far: path, and the range asked for or an empty text.</summary>
    internal IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public void Dispose() => _listener.Stop();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        string head = await ReadHeadAsync(stream);
        string[] lines = head.Split("\r\n");
        string range = lines.FirstOrDefault(line => line.StartsWith("Range:", StringComparison.OrdinalIgnoreCase))?[6..].Trim() ?? "";
        lock (_requests)
        {
            _requests.Add($"{lines[0].Split(' ')[1]} {range}".Trim());
        }

        if (Refusal is not null)
        {
            await WriteAsync(stream, $"HTTP/1.1 {Refusal}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        int start = 0;
        string status = "200 OK";
        string extra = "";
        if (HonoursRange && range.Length > 0)
        {
            start = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            if (start >= _content.Length)
            {
                await WriteAsync(
                    stream,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{_content.Length}\r\nContent-Length: "
                        + $"0\r\nConnection: close\r\n\r\n"));
                return;
            }

            status = "206 Partial Content";
            extra = string.Create(
                CultureInfo.InvariantCulture, $"Content-Range: bytes {start}-{_content.Length - 1}/{_content.Length}\r\n");
        }

        int length = _content.Length - start;
        await WriteAsync(
            stream,
            string.Create(
                CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\n{extra}Content-Length: {length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(_content.AsMemory(start, Cuts.TryDequeue(out int cut) ? Math.Min(cut, length) : length));
        await stream.FlushAsync();
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) == 1)
        {
            head.Append((char)buffer[0]);
        }

        return head.ToString();
    }

    private static Task WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
}
