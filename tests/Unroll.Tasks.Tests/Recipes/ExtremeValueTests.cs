using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Catalogue;
using Unroll.Tasks.Guide;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>
/// Every numeric setting of the catalogues with numbers that no one means: each is refused before anything is trained, or it trains;
/// nothing else ever happens.
/// </summary>
public sealed partial class ExtremeValueTests : IDisposable
{
    private static readonly string[] _values = [
        "0", "-1", "1e39", "1e308", "-1e308", "1e-320", ".nan", "nan", ".inf", "-.inf", "2147483647", "2147483648", "1e18",
        "1000000000", "9223372036854775808", "99999999999999999999999999"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Blocks => [
        .. RecipeGuide.Catalogues.Where(catalogue => Place(catalogue.Kind, "x: 1") is not null)
            .SelectMany(catalogue => catalogue.Descriptions.Where(block => block.IsBuiltIn && block.Settings.Any(IsNumber))
                .Select(block => $"{catalogue.Kind} {block.Name}"))];

    public static TheoryData<string> Keys => [
        .. RecipeGuide.Keys.Where(key => IsNumber(key.Value) && !key.Key.StartsWith("split.", StringComparison.Ordinal))
            .Select(key => key.Key)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Each_setting_of_a_block_is_refused_or_trains(string name)
    {
        (string kind, string block) = (name[..name.LastIndexOf(' ')], name[(name.LastIndexOf(' ') + 1)..]);
        BlockDescription description = RecipeGuide.Catalogues.Single(catalogue => catalogue.Kind == kind).Descriptions
            .Single(known => known.Name == block);
        foreach (Setting setting in description.Settings.Where(IsNumber))
        {
            IEnumerable<string> others = description.Settings.Where(other => other.IsRequired && other != setting)
                .Select(other => other.Example.Contains('…', StringComparison.Ordinal) ? $"{other.Name}: 2" : other.Example);
            foreach (string value in _values)
            {
                string given = setting.KindDescription.Contains("list", StringComparison.Ordinal) ? $"[{value}]" : value;
                Try(Place(kind, $"{block}: {{{string.Join(", ", others.Append($"{setting.Name}: {given}"))}}}")!);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Each_key_is_refused_or_trains(string key)
    {
        string[] names = key.Split('.');
        foreach (string value in _values)
        {
            Try(Recipe($"{names[0]}: {names.Skip(1).Reverse().Aggregate(value, (inner, name) => $"{{{name}: {inner}}}")}"));
        }
    }

    private static bool IsNumber(Setting setting) => setting.Fields.Count == 0
        && Number().IsMatch(setting.KindDescription);

    /// <summary>A recipe with a block of a kind; null for kinds that are tried with their keys.</summary>
    private static string? Place(string kind, string block) => kind switch
    {
        "layer" => Recipe($"model: [{{{block}}}, {{dense: 1}}]"),
        "activation" => Recipe($"model: [{{dense: {{units: 3, activation: {{{block}}}}}}}, {{dense: 1}}]"),
        "loss" => Recipe($"train: {{epochs: 1, loss: {{{block}}}}}"),
        "metric" => Recipe($"train: {{epochs: 1, metrics: [{{{block}}}]}}"),
        "optimizer" => Recipe($"train: {{epochs: 1, optimizer: {{{block}}}}}"),
        "learning rate schedule" => Recipe($"train: {{epochs: 2, schedule: {{{block}}}}}"),
        "gradient clipping" => Recipe($"train: {{epochs: 1, {block[..block.IndexOf(':')]}: {{{block[(block.IndexOf('{') + 1)..^1]}}}}}"),
        "initializer" => Recipe($"model: [{{lstm: {{units: 3, kernel-initializer: {{{block}}}}}}}, {{dense: 1}}]"),
        "regularizer" => Recipe($"model: [{{lstm: {{units: 3, kernel-regularizer: {{{block}}}}}}}, {{dense: 1}}]"),
        "step" => Recipe($"prepare: {{steps: [{{{block}}}, scale]}}"),
        "split" => Recipe(
            $"split: {{by: {block[..block.IndexOf(':')]}, train: 0.6, validation: 0.2, test: 0.2, {block[(block.IndexOf('{') + 1)..]}"),
        _ => null,
    };

    private static string Recipe(string part)
    {
        Dictionary<string, string> parts = new()
        {
            ["data"] = "{file: series.csv, time: date, target: load}",
            ["window"] = "{length: 7}",
            ["model"] = "[{lstm: 3}, {dense: 1}]",
            ["train"] = "{epochs: 1}",
        };
        string key = part[..part.IndexOf(':')], value = part[(part.IndexOf(':') + 1)..].Trim();
        parts[key] = parts.TryGetValue(key, out string? plain) && key is "data" or "window" && value.StartsWith('{')
            ? $"{plain![..^1].Replace(value[1..value.IndexOf(':')] + ": 7", "length: 7", StringComparison.Ordinal)}, {value[1..]}" : value;
        if (key == "window" && value.StartsWith("{length:", StringComparison.Ordinal))
        {
            parts[key] = value;
        }

        return "name: extreme\n" + string.Concat(parts.Select(pair => $"{pair.Key}: {pair.Value}\n"));
    }

    /// <summary>Reads, prepares and trains a batch. What is refused is an error of the input; anything else fails the test.</summary>
    private void Try(string text)
    {
        if (!File.Exists(_folder.In("series.csv")))
        {
            _folder.Write("series.csv", string.Concat(Enumerable.Range(0, 90).Select(day => string.Create(
                CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{10 + (day % 7)},{day % 3}\n"))
                    .Prepend("date,load,wind\n")));
        }

        using CancellationTokenSource stop = new();
        try
        {
            Recipe recipe = RecipeReader.Parse(text, "extreme.yaml") with { Folder = _folder.Path };
            new RecipeRunner().Train(recipe, new RunRequest
            {
                Folder = _folder.In("run"),
                Threads = 1,
                Progress = new StopAfterBatch(stop),
                CancellationToken = stop.Token,
            });
        }
        catch (InputException exception)
        {
            Assert.DoesNotContain("Exception", exception.Message, StringComparison.Ordinal);
        }
        catch (OperationCanceledException)
        {
            // It trains.
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception.GetType().Name}: {exception.Message}\n{text}\n{exception.StackTrace}");
        }

        if (Directory.Exists(_folder.In("run")))
        {
            Directory.Delete(_folder.In("run"), recursive: true);
        }
    }

    [GeneratedRegex(@"\bnumbers?\b")]
    private static partial Regex Number();

    private sealed class StopAfterBatch(CancellationTokenSource stop) : RunProgress
    {
        public override void OnBatchEnd(TrainingContext context) => stop.Cancel();
    }
}
