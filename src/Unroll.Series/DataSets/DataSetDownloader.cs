using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Unroll.Series.DataSets;

/// <summary>
/// A resumable download of a data set's file. Received bytes stay in a <c>.part</c> file, so that this or a later call resumes an
/// interrupted download; the file gets its name only after its SHA-256 is verified.
/// </summary>
public sealed class DataSetDownloader
{
    private const int BufferSize = 64 * 1024;

    private readonly HttpClient _client;
    private readonly DataSetDownloaderOptions _options;

    /// <summary>Creates a downloader.</summary>
    /// <param name="client">Client for the requests; not disposed here. A stalled connection is noticed by the downloader itself, so give
    /// it no short timeout of its own.</param>
    /// <param name="options">How to reach the server.</param>
    public DataSetDownloader(HttpClient client, DataSetDownloaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1);
        _client = client;
        _options = options;
    }

    /// <summary>Downloads a file, or resumes an interrupted download.</summary>
    /// <param name="dataSet">What to download; not a generated one.</param>
    /// <param name="destination">Path of the finished file; its folder is created.</param>
    /// <param name="progress">Reports progress after each block; null for none.</param>
    /// <param name="cancellationToken">Stops the download; received bytes are kept.</param>
    /// <exception cref="IOException">The server cannot be reached, refuses, or keeps cutting the connection.</exception>
    /// <exception cref="InvalidDataException">The SHA-256 of the file is wrong; the partial file is deleted.</exception>
    public async Task DownloadAsync(
        DataSet dataSet, string destination, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        Uri address = AddressOf(dataSet);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
        string part = destination + ".part";

        await FetchAsync(dataSet, address, part, progress, cancellationToken).ConfigureAwait(false);
        if (dataSet.Archive is { } archive)
        {
            DataSetUnpacker.Unpack(dataSet, archive, part, destination, cancellationToken);
            return;
        }

        string actual = await FileChecksum.ComputeAsync(part, cancellationToken).ConfigureAwait(false);
        if (actual != dataSet.Sha256 && dataSet.Extract is { } extract)
        {
            string text = await File.ReadAllTextAsync(part, cancellationToken).ConfigureAwait(false);
            if (dataSet.Continuation is { } continuation)
            {
                string second = destination + ".second.part";
                await FetchAsync(dataSet, continuation, second, progress, cancellationToken).ConfigureAwait(false);
                text += await File.ReadAllTextAsync(second, cancellationToken).ConfigureAwait(false);
                File.Delete(second);
            }

            await File.WriteAllTextAsync(part, extract(text), cancellationToken).ConfigureAwait(false);
            actual = await FileChecksum.ComputeAsync(part, cancellationToken).ConfigureAwait(false);
        }

        if (actual != dataSet.Sha256)
        {
            File.Delete(part);
            throw new InvalidDataException(
                $"What {address} sent is not \"{dataSet.Name}\": its SHA-256 is {actual}, expected {dataSet.Sha256}. "
                + "It was deleted; try again, and if this happens once more, the server's file has been changed.");
        }

        File.Move(part, destination, overwrite: true);
    }

    /// <summary>Receives a file, anew after each trouble of the connection until there were too many.</summary>
    private async Task FetchAsync(
        DataSet dataSet, Uri address, string part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await ReceiveAsync(dataSet, address, part, progress, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (IsConnectionTrouble(error, cancellationToken))
            {
                if (attempt == _options.Attempts)
                {
                    throw new IOException(
                        $"Downloading \"{dataSet.Name}\" from {address} failed: {Reason(error)} Try again"
                        + (File.Exists(part) ? ", which goes on where it stopped" : "")
                        + ", or get the file by other means, put it into a folder and name that folder in UNROLL_DATA.",
                        error);
                }

                await Task.Delay(_options.RetryDelay * (1 << (attempt - 1)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Uri AddressOf(DataSet dataSet)
    {
        if (dataSet.Address is null)
        {
            throw new ArgumentException($"The data set \"{dataSet.Name}\" is generated, so there is nothing to download.", nameof(dataSet));
        }

        return _options.Mirror is null
            ? dataSet.Address
            : new Uri(_options.Mirror.AbsoluteUri.TrimEnd('/') + "/" + dataSet.RelativePath + (dataSet.Archive is null ? "" : ".zip"));
    }

    private async Task ReceiveAsync(
        DataSet dataSet, Uri address, string part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(_options.StallTimeout);

        var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            long resumedFrom = file.Length;
            using HttpResponseMessage response = await RequestAsync(address, resumedFrom, stall.Token).ConfigureAwait(false);

            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                if (response.Content.Headers.ContentRange?.Length == resumedFrom)
                {
                    return; // Everything had arrived already; only the verification was missing.
                }

                file.SetLength(0);
                throw new HttpRequestException("The partial file did not fit the server's file and was dropped.");
            }

            RefuseClientErrors(response, dataSet, address);
            response.EnsureSuccessStatusCode();
            if (response.StatusCode != HttpStatusCode.PartialContent)
            {
                resumedFrom = 0; // The server does not resume, and sends the whole file.
                file.SetLength(0);
            }
            else if (response.Content.Headers.ContentRange?.From != resumedFrom)
            {
                file.SetLength(0);
                throw new HttpRequestException("The server sent another part of the file than the one asked for.");
            }

            file.Position = resumedFrom;
            long? total = response.Content.Headers.ContentLength + resumedFrom;
            long received = resumedFrom;
            progress?.Report(new DownloadProgress(received, total, resumedFrom));

            Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                byte[] buffer = new byte[BufferSize];
                int count;
                while ((count = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false)) > 0)
                {
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                    received += count;
                    progress?.Report(new DownloadProgress(received, total, resumedFrom));
                    stall.CancelAfter(_options.StallTimeout);
                }
            }

            if (total is not null && received < total)
            {
                throw new HttpRequestException("The connection was cut.");
            }
        }
    }

    private async Task<HttpResponseMessage> RequestAsync(Uri address, long from, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
        }

        // A compressed body could not be resumed: a range counts the bytes as sent.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    // Errors of the local disk are not among these: waiting does not mend them.
    private static bool IsConnectionTrouble(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && error is HttpRequestException or HttpIOException or OperationCanceledException
            or IOException { InnerException: SocketException };

    private static void RefuseClientErrors(HttpResponseMessage response, DataSet dataSet, Uri address)
    {
        int status = (int)response.StatusCode;
        if (status is >= 400 and < 500)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"The server does not give \"{dataSet.Name}\": {address} answered {status} {response.ReasonPhrase}. ")
                + "Get the file by other means, put it into a folder and name that folder in UNROLL_DATA.");
        }
    }

    private string Reason(Exception error) => error is OperationCanceledException
        ? string.Create(CultureInfo.InvariantCulture, $"the server was silent for {_options.StallTimeout.TotalSeconds:0.#} seconds.")
        : error.Message.TrimEnd('.') + ".";
}
