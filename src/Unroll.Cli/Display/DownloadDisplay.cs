using Spectre.Console;
using Unroll.Series.DataSets;

namespace Unroll.Cli.Display;

/// <summary>Shows a download: a bar on a terminal, a few lines elsewhere.</summary>
internal sealed class DownloadDisplay(Screen screen, DataSet dataSet) : IProgress<DownloadProgress>
{
    private readonly Lock _lock = new();
    private ProgressTask? _task;
    private bool _begun;
    private int _tenths;

    public void Report(DownloadProgress value)
    {
        lock (_lock)
        {
            if (_task is not null)
            {
                _task.MaxValue = value.Total ?? Math.Max(1, value.Received);
                _task.Value = value.Received;
                return;
            }

            if (!_begun)
            {
                _begun = true;
                screen.Line(value.ResumedFrom > 0
                    ? $"Resuming the download of \"{dataSet.Name}\" at {ByteFormatter.Format(value.ResumedFrom)}"
                    : $"Downloading \"{dataSet.Name}\" ({(value.Total is { } total ? ByteFormatter.Format(total) : "size not known")})");
            }

            int tenths = value.Total is > 0 ? (int)(10 * value.Received / value.Total.Value) : 0;
            if (tenths >= _tenths + 2)
            {
                _tenths = tenths;
                screen.Line($"  {tenths * 10} %");
            }
        }
    }

    /// <summary>Does the download, shown.</summary>
    internal T Show<T>(Func<IProgress<DownloadProgress>, T> download)
    {
        if (!screen.IsLive)
        {
            return download(this);
        }

        return screen.Console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn { Width = 30 }, new DownloadedColumn(), new TransferSpeedColumn(),
                new RemainingTimeColumn())
            .Start(context =>
            {
                _task = context.AddTask(Screen.Escape($"Downloading {dataSet.Name}"));
                return download(this);
            });
    }
}
