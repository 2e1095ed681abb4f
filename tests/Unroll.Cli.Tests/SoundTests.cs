using System.Text.Json;
using Unroll.Audio.Tests;

namespace Unroll.Cli.Tests;

/// <summary>Recordings through the command: inspected, learned from, and told apart.</summary>
public sealed class SoundTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SoundTests() => Recordings.WriteFolder(_folder.In("tones"), instruments: 3, each: 6);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_of_recordings_is_inspected_and_the_proposed_recipe_works()
    {
        CliRun inspect = CliRun.Of(["inspect", _folder.In("tones"), "--recipe", _folder.In("proposed.yaml")]);

        Assert.True(inspect.ExitCode == 0, inspect.Error);
        foreach (string words in (string[])[
            "72 files of sound (.wav)", "down (18), high (18), low (18), up (18)", "1 channel, 8,000 samples a second",
            "durations: 0.15 s to 0.21 s"])
        {
            Assert.Contains(words, inspect.Output, StringComparison.Ordinal);
        }

        string recipe = File.ReadAllText(_folder.In("proposed.yaml"));
        Assert.Contains("folder: tones", recipe, StringComparison.Ordinal);
        Assert.Contains("name: \"{class}_{part-2}_{part-3}\"", recipe, StringComparison.Ordinal);
        Assert.Contains("log-mel: {normalize: level}", recipe, StringComparison.Ordinal);
        File.WriteAllText(
            _folder.In("proposed.yaml"), System.Text.RegularExpressions.Regex.Replace(recipe, @"epochs: \d+", "epochs: 40"));
        CliRun train = CliRun.Of(["train", _folder.In("proposed.yaml"), "--out", _folder.In("run"), "--json"]);
        Assert.True(train.ExitCode == 0, train.Error);
        using JsonDocument metrics = JsonDocument.Parse(train.Output);
        Assert.InRange(metrics.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble(), 0.7, 1);

        string file = Recordings.Write(_folder.In("hello.wav"), 11_025, Recordings.Chirp(11_025, 0.2, 1600, 1600, 7));
        CliRun classify = CliRun.Of(["classify", _folder.In("run"), "--data", file, "--json"]);
        Assert.True(classify.ExitCode == 0, classify.Error);
        using JsonDocument classes = JsonDocument.Parse(classify.Output);
        JsonElement row = Assert.Single(classes.RootElement.GetProperty("predictions").EnumerateArray());
        Assert.Equal("hello", row.GetProperty("id").GetString());
        Assert.Equal("high", row.GetProperty("predicted").GetString());
        double[] samples = Recordings.Chirp(8000, 0.2, 1600, 1600, 7);
        string stereo = Recordings.Write(_folder.In("stereo.wav"), 8000, 16, false, false, samples, samples);
        CliRun.Of(["classify", _folder.In("run"), "--data", stereo])
            .AssertRefused("stereo.wav has 2 channels (left, right), but the network learned from 1 (audio)");
        CliRun folder = CliRun.Of(["classify", _folder.In("run"), "--data", _folder.In("tones", "low_*.wav"), "--json"]);
        using JsonDocument many = JsonDocument.Parse(folder.Output);
        Assert.Equal(18, many.RootElement.GetProperty("predictions").GetArrayLength());
    }

    [Fact]
    public void A_single_recording_is_inspected_and_has_no_recipe()
    {
        CliRun inspect = CliRun.Of(["inspect", _folder.In("tones", "up_a_0.wav")]);

        Assert.True(inspect.ExitCode == 0, inspect.Error);
        Assert.Matches(@"duration: 0\.\d+ s", inspect.Output);
        Assert.Contains("no classes are told", inspect.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder: nowhere, class: kind", "data.folder", "there is no folder")]
    [InlineData("folder: tones, class: kind", "data.class", "give data.name")]
    [InlineData("folder: tones, name: kind, class: kind", "data.name", "expected fields in braces")]
    [InlineData("folder: tones, name: \"{kind}_{a}\", class: nature", "data.class", "Their fields are: kind, a")]
    [InlineData("file: tones/up_a_0.wav, folder: tones, class: kind", "data.folder", "both file and folder")]
    [InlineData("folder: tones, path: file, class: kind", "data.path", "needs the list")]
    public void What_is_wrong_with_the_data_names_its_field(string data, string field, string words) =>
        Train($"data: {{{data}}}").AssertRefused(field, words);

    [Theory]
    [InlineData("test-groups: [d]", "split.test-groups", "There are: a, b, c")]
    [InlineData("test-groups: [a], validation-groups: [a]", "split.validation-groups", "of the test part")]
    [InlineData("test-groups: [a], test: 0.1", "split.test", "Remove one of the two")]
    [InlineData("test-groups: 4..0", "split.test-groups", "a range whose end is not before its begin")]
    public void What_is_wrong_with_named_groups_names_its_field(string groups, string field, string words) => Train(
        "data: {folder: tones, name: \"{kind}_{instrument}_{index}\", class: kind}\n"
        + $"split: {{by: group, group: instrument, train: 1, {groups}}}").AssertRefused(field, words);

    private CliRun Train(string lines) => CliRun.Of(
        ["train", _folder.Write("bad.yaml", $"name: bad\ntask: classify\n{lines}\nprepare: {{steps: [log-mel]}}\nmodel: [gru: 2, dense: "
            + "{units: 4, activation: softmax}]\n"), "--out", _folder.In("bad")]);
}
