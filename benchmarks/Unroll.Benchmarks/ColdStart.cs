using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Benchmarks;

/// <summary>
/// The first <see cref="Predictor.Load"/> of a process, and the loads after it, of an LSTM with a one-output head: in fresh processes of
/// this program, since what is compiled once is compiled for all later loads.
/// </summary>
/// <remarks><c>cold-start [--units N] [--runs N]</c>.</remarks>
internal static class ColdStart
{
    private const int Loads = 4;

    /// <summary>Starts the processes and prints the least and the median of their times.</summary>
    /// <param name="words">The words after the verb.</param>
    public static void Run(string[] words)
    {
        if (words is ["load", var path])
        {
            Load(path);
            return;
        }

        int Option(string name, int otherwise) => Array.IndexOf(words, name) is >= 0 and var at
            ? int.Parse(words[at + 1], CultureInfo.InvariantCulture) : otherwise;
        int units = Option("--units", 1000), runs = Option("--runs", 15);
        string file = Path.GetTempFileName();
        try
        {
            var model = new Sequential(new Input(100, 1), new Lstm(units), new Dense(1));
            model.Save(file);
            double[][] times = [.. Enumerable.Range(0, runs).Select(_ => Measure(file))];
            Console.WriteLine(FormattableString.Invariant(
                $"LSTM({units}), {new FileInfo(file).Length / 1e6:F1} MB, {runs} processes, {Environment.ProcessorCount} processors"));
            for (int load = 0; load < Loads; load++)
            {
                double[] sorted = [.. times.Select(ofRun => ofRun[load]).Order()];
                Console.WriteLine(FormattableString.Invariant(
                    $"load {load + 1}: least {sorted[0]:F1} ms, median {sorted[runs / 2]:F1} ms"));
            }

            double[] methods = [.. times.Select(ofRun => ofRun[Loads]).Order()];
            Console.WriteLine(FormattableString.Invariant($"methods compiled by the first: {methods[0]:F0}"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The times of a fresh process, and the methods that its first load compiled.</summary>
    private static double[] Measure(string file)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Unroll.Benchmarks.dll"));
        }

        foreach (string word in (string[])["cold-start", "load", file])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        string[] printed = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return [.. printed.Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static void Load(string path)
    {
        double[] numbers = new double[Loads + 1];
        long methods = JitInfo.GetCompiledMethodCount();
        for (int load = 0; load < Loads; load++)
        {
            long start = Stopwatch.GetTimestamp();
            using var predictor = Predictor.Load(path);
            numbers[load] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            numbers[Loads] = load == 0 ? JitInfo.GetCompiledMethodCount() - methods : numbers[Loads];
        }

        Console.Write(string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture))));
    }
}
