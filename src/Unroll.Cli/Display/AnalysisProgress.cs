using Spectre.Console;

namespace Unroll.Cli.Display;

/// <summary>A bar over the columns of an analysis that takes long, on a terminal.</summary>
internal static class AnalysisProgress
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Does the work, with a bar after two seconds.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="screen">Where to.</param>
    /// <param name="title">What is done.</param>
    /// <param name="columns">Columns to be done.</param>
    /// <param name="work">The work, which tells how many columns are done.</param>
    internal static T Show<T>(Screen screen, string title, int columns, Func<Action<int>, T> work)
    {
        int done = 0;
        Task<T> task = Task.Factory.StartNew(
            () => work(count => Volatile.Write(ref done, count)), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        if (!screen.IsLive || ((IAsyncResult)task).AsyncWaitHandle.WaitOne(_patience))
        {
            return task.GetAwaiter().GetResult();
        }

        screen.Console.Progress().AutoClear(true).HideCompleted(true).Start(bars =>
        {
            ProgressTask bar = bars.AddTask(Screen.Escape(title), maxValue: columns);
            bar.IsIndeterminate = columns == 1;
            while (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(100)))
            {
                bar.Value = Volatile.Read(ref done);
            }
        });
        return task.GetAwaiter().GetResult();
    }
}
