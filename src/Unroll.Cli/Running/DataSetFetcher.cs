using Unroll.Cli.Display;
using Unroll.Series.DataSets;

namespace Unroll.Cli.Running;

/// <summary>Gives data sets of the catalogue to commands: from this machine, generated, or downloaded with a progress bar.</summary>
internal static class DataSetFetcher
{
    /// <summary>Name of the environment variable that names a mirror to download from.</summary>
    internal const string MirrorVariable = "UNROLL_MIRROR";

    /// <summary>The store that the environment names.</summary>
    internal static DataSetStore Store(CliHost host) => new(DataFolders.FromEnvironment(host.Variable));

    /// <summary>The path of a data set's file, which is there and verified afterwards.</summary>
    internal static string Get(CliHost host, Screen screen, DataSet dataSet)
    {
        DataSetStore store = Store(host);
        if (dataSet.IsGenerated)
        {
            return store.Generate(dataSet);
        }

        if (store.TryLocate(dataSet) is { } path)
        {
            return path;
        }

        // A silent server is noticed by the downloader, and a large file may take longer than the client's own limit.
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("unroll/0.1");
        var downloader = new DataSetDownloader(client, new DataSetDownloaderOptions { Mirror = Mirror(host) });
        using var interruption = new Interruption(host, () => { });
        var display = new DownloadDisplay(screen, dataSet);
        try
        {
            return display.Show(progress => store.GetAsync(dataSet, downloader, progress, interruption.Token).GetAwaiter().GetResult());
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            throw new OperationCanceledException(
                $"The download of \"{dataSet.Name}\" was stopped. Type the same again to go on where it stopped.");
        }
    }

    private static Uri? Mirror(CliHost host)
    {
        string? text = host.Variable(MirrorVariable);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw new InputException($"{MirrorVariable} is \"{text}\", but must be an address such as https://example.org/data.");
    }
}
