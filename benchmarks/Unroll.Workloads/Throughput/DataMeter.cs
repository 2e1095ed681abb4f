using System.Diagnostics;
using Unroll.Workloads.Peers;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Throughput;

/// <summary>
/// Lets all tasks take turns, round after round, so that whatever the machine does in the meantime hits all of them alike.
/// </summary>
internal static class DataMeter
{
    private const int Rounds = 3;

    /// <summary>Runs all tasks.</summary>
    /// <param name="withPeers">Whether others read the file, too.</param>
    /// <param name="progress">Where a line for each round goes.</param>
    public static DataRun Measure(bool withPeers, TextWriter progress)
    {
        long start = Stopwatch.GetTimestamp();
        using var file = new CsvFile(rows: 1_000_000, columns: 8);
        progress.WriteLine(FormattableString.Invariant($"{Seconds(start),5:F0} s  wrote a file of {file.Bytes / 1e6:F0} MB"));
        List<PeerProcess> peers = withPeers ? [PeerProcess.Start(PandasReading.Setting())] : [];
        try
        {
            peers.ForEach(peer => peer.WaitUntilReady());
            var others = new OtherWork([.. peers.Select(peer => peer.Process)]);
            DataTask[] tasks =
            [
                CsvReading.Task(file),
                .. peers.SelectMany(peer => PandasReading.Tasks(peer, file)),
                .. WindowCopying.Tasks(),
                .. PreparedTraining.Tasks(),
                .. BucketedTraining.Tasks(),
            ];
            List<Turn>[] turns = [.. tasks.Select(_ => new List<Turn>())];
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < tasks.Length; i++)
                {
                    Turn turn = tasks[i].Run();
                    turns[i].Add(turn);
                    progress.WriteLine(FormattableString.Invariant(
                        $"{Seconds(start),5:F0} s  round {round + 1} of {Rounds}  {turn.Seconds:F3} s  {tasks[i].Name}"));

                    // So that nobody waits for another one's memory to be collected.
                    GC.Collect();
                }
            }

            return new DataRun(
                Machine.Current(),
                DateTimeOffset.UtcNow,
                peers.ToDictionary(peer => peer.Library, peer => peer.Version),
                [.. tasks.Select((task, i) => new DataResult(task, turns[i]))],
                others.Share());
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }
    }

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
