using System.Globalization;
using System.Text;
using Unroll.Catalogue;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Schedules;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Guide;

/// <summary>The guide to recipes: their keys, and the building blocks of all catalogues, registered ones too.</summary>
public static class RecipeGuide
{
    private const int NameWidth = 26;

    /// <summary>The catalogues whose blocks recipes name.</summary>
    public static IReadOnlyList<IBlockCatalogue> Catalogues =>
    [
        LearningTask.Catalogue, PreparingStep.Catalogue, SplitRecipe.Catalogue, Layer.Catalogue, SharedLayer.Catalogue,
        ActivationFunction.Catalogue,
        Loss.Catalogue, Metric.Catalogue,
        Optimizer.Catalogue, LearningRateSchedule.Catalogue, GradientClipping.Catalogue, Initializer.Catalogue, Regularizer.Catalogue,
        RnnCell.Catalogue,
    ];

    /// <summary>All keys of recipes by their path, those of all tasks: <c>data</c>, <c>data.file</c>, …</summary>
    public static IReadOnlyList<KeyValuePair<string, Setting>> Keys =>
        [.. LearningTask.Catalogue.Entries.Where(entry => entry.IsComplete)
            .SelectMany(entry => KeysOf(RecipeSections.For(entry.Create(new SettingValues())).Settings, ""))
            .DistinctBy(key => key.Key)];

    /// <summary>
    /// Explains a building block or a key: its summary, its settings with kinds, ranges and defaults, its formula and an example.
    /// </summary>
    /// <param name="name">A block's name (<c>lstm</c>) or a key (<c>learning-rate</c>, <c>train.learning-rate</c>).</param>
    /// <returns>Lines for a terminal; an ambiguous name is explained in each meaning.</returns>
    /// <exception cref="InputException">There is nothing of that name; the message suggests the nearest.</exception>
    public static string Explain(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string wanted = name.Trim().ToLowerInvariant().Replace('_', '-');
        BlockDescription[] blocks = [.. Catalogues.SelectMany(catalogue => catalogue.Descriptions).Where(block => block.Name == wanted)];
        KeyValuePair<string, Setting>[] keys = [.. Keys.Where(key => key.Key == wanted || key.Value.Name == wanted)];
        if (blocks.Length + keys.Length == 0)
        {
            IEnumerable<string> names = Catalogues.SelectMany(catalogue => catalogue.Descriptions).Select(block => block.Name)
                .Concat(Keys.Select(key => key.Value.Name));
            string nearest = ConfigurationNode.Unknown("name", name, [.. names.Distinct()]);
            throw new InputException(
                $"{Capitalized(nearest[..nearest.IndexOf(" Known:", StringComparison.Ordinal)])} \"unroll explain\" alone lists all "
                + $"names.");
        }

        return string.Join('\n', [.. blocks.Select(Explain), .. keys.Select(key => Explain(key.Key, key.Value))]);
    }

    /// <summary>Lists the names of all building blocks and of the keys at the top of recipes, each with its summary.</summary>
    /// <returns>Lines for a terminal.</returns>
    public static string List()
    {
        StringBuilder text = new();
        text.Append("keys of a recipe\n");
        foreach ((string _, Setting setting) in Keys.Where(key => !key.Key.Contains('.', StringComparison.Ordinal)))
        {
            AppendLine(text, setting.Name, setting.Help);
        }

        foreach (IBlockCatalogue catalogue in Catalogues.Where(catalogue => catalogue.Descriptions.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{catalogue.Kind}\n");
            foreach (BlockDescription block in catalogue.Descriptions)
            {
                AppendLine(text, block.Name, block.Summary);
            }
        }

        return text.ToString();
    }

    /// <summary>The keys of settings and of all sections below them.</summary>
    private static IEnumerable<KeyValuePair<string, Setting>> KeysOf(IReadOnlyList<Setting> settings, string section)
    {
        foreach (Setting setting in settings)
        {
            string path = section + setting.Name;
            yield return new(path, setting);
            foreach (KeyValuePair<string, Setting> below in KeysOf(setting.Fields, path + "."))
            {
                yield return below;
            }
        }
    }

    private static string Explain(BlockDescription block)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{block.Name} ({block.Kind})\n  {block.Summary}\n");
        foreach (string line in block.Formula.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {line.TrimEnd()}\n");
        }

        AppendSettings(text, block.Settings, block.Shorthand);
        return text.Append(CultureInfo.InvariantCulture, $"  example: {block.Example}\n").ToString();
    }

    private static string Explain(string path, Setting setting)
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{path} (key of a recipe)\n  {setting.Help}\n  {setting.KindDescription}; default: "
            + $"{setting.DefaultDescription.Replace("`", "", StringComparison.Ordinal)}\n");
        AppendSettings(text, setting.Fields, null);
        return text.ToString();
    }

    private static void AppendSettings(StringBuilder text, IReadOnlyList<Setting> settings, Setting? shorthand)
    {
        if (settings.Count > 0)
        {
            text.Append("  settings:\n");
        }

        foreach (Setting setting in settings)
        {
            string alone = setting == shorthand ? " Its value may stand alone." : "";
            AppendLine(
                text.Append("  "), setting.Name,
                $"{setting.KindDescription}; default: {setting.DefaultDescription.Replace("`", "", StringComparison.Ordinal)}. "
                + $"{setting.Help}{alone}");
        }
    }

    private static void AppendLine(StringBuilder text, string name, string what) =>
        text.Append("  ").Append(name.PadRight(NameWidth)).Append(' ').Append(what).Append('\n');

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
