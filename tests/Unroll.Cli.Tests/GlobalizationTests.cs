using System.Diagnostics;
using Unroll.Cli.Databases;

namespace Unroll.Cli.Tests;

/// <summary>Where ICU is installed the command has cultures, and elsewhere it has none: nobody must see a difference.</summary>
public sealed class GlobalizationTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Results_are_the_same_with_cultures_and_without()
    {
        // Cultures sort "a" before "B" and "ä" beside it, and know more decimal points, digits and calendars.
        string[] names = ["b", "B", "ä", "a", "Ä", "_", "1.0", "1", "-a", "Z"];
        _folder.Write("c.csv", "Datum;Größe;größe;id;label\n" + string.Concat(Enumerable.Range(0, 200).Select(row =>
            $"{1 + (row % 20)}. März 2020;{row % 7},5;{row};{names[row / 20]}{row / 20};{names[row / 20 % 5]}\n")));
        string recipe = _folder.Write("c.yaml", """
            name: c
            task: classify
            data: {file: c.csv, id: id, class: label, channels: [Größe, größe]}
            split: {train: 0.5, validation: 0.2, test: 0.3}
            model: [{gru: 2}, {dense: {units: 5, activation: softmax}}]
            train: {epochs: 1, seed: 1}
            """);

        string with = await Run("0", recipe), without = await Run("1", recipe);

        Assert.Equal(with, without);
        Assert.Contains("Größe", with, StringComparison.Ordinal);
    }

    private async Task<string> Run(string invariant, string recipe)
    {
        string output = "";
        foreach (string[] command in (string[][])[["summary", recipe], ["inspect", _folder.In("c.csv"), "--id", "id", "--json"]])
        {
            ProcessStartInfo start = new("dotnet", [typeof(Program).Assembly.Location, .. command])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = System.Text.Encoding.UTF8,
            };
            start.Environment[Globalization.Variable] = invariant;
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
            Task<string> error = process.StandardError.ReadToEndAsync();
            output += await process.StandardOutput.ReadToEndAsync().WaitAsync(_patience);
            await process.WaitForExitAsync().WaitAsync(_patience);
            Assert.True(process.ExitCode == 0, $"{command[0]}: {await error}");
        }

        return output;
    }
}
