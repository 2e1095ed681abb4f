using System.Globalization;
using System.Text;
using Unroll.Augmentations;
using Unroll.Catalogue;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Schedules;
using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Training;

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
        Optimizer.Catalogue, LearningRateSchedule.Catalogue, GradientClipping.Catalogue, WeightAverage.Catalogue,
        Augmentation.Catalogue,
        Initializer.Catalogue, Regularizer.Catalogue,
        RnnCell.Catalogue,
        .. ClassicalCatalogue.All.Select(catalogue => catalogue.Blocks),
    ];

    /// <summary>All keys of recipes by their path, those of all tasks: <c>data</c>, <c>data.file</c>, …</summary>
    public static IReadOnlyList<KeyValuePair<string, Setting>> Keys =>
        [.. LearningTask.Catalogue.Entries.Where(entry => entry.IsComplete)
            .SelectMany(entry => KeysOf(RecipeSections.For(entry.Create(new SettingValues())).Settings, ""))
            .DistinctBy(key => key.Key)];

    /// <summary>
    /// Explains a word of recipes: a building block, a key, a kind of building blocks, a setting of blocks, or a value of one, with kinds,
    /// ranges and defaults, formulas and examples.
    /// </summary>
    /// <param name="name">
    /// A block's name (<c>lstm</c>), a key (<c>learning-rate</c>, <c>train.learning-rate</c>), a kind (<c>regularizer</c>), a setting
    /// (<c>from</c>) or a value (<c>forward</c>).
    /// </param>
    /// <returns>Lines for a terminal; an ambiguous name is explained in each meaning.</returns>
    /// <exception cref="InputException">There is nothing of that name; the message suggests the nearest.</exception>
    public static string Explain(string name)
    {
        if (Find(name) is { } explanation)
        {
            return explanation;
        }

        BlockDescription[] blocks = [.. Blocks];
        IEnumerable<string> names = blocks.SelectMany(block => block.OtherNames.Prepend(block.Name))
            .Concat(Keys.Select(key => key.Value.Name))
            .Concat(Catalogues.Select(catalogue => Hyphenated(catalogue.Kind)))
            .Concat(blocks.SelectMany(block => block.Settings).Select(setting => setting.Name));
        string nearest = ConfigurationNode.Unknown("name", name, [.. names.Distinct()]);
        throw new InputException(
            $"{Capitalized(nearest[..nearest.IndexOf(" Known:", StringComparison.Ordinal)])} \"unroll explain\" alone lists all names.");
    }

    /// <summary>The explanation of a word of recipes, as <see cref="Explain(string)"/> gives it.</summary>
    /// <param name="name">The word.</param>
    /// <returns>Lines for a terminal; null where there is nothing of that name.</returns>
    public static string? Find(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string wanted = Hyphenated(name.Trim().ToLowerInvariant());
        string[] meanings =
        [
            .. Blocks.Where(block => block.Name == wanted || block.OtherNames.Contains(wanted)).Select(Explain),
            .. Keys.Where(key => key.Key == wanted || key.Value.Name == wanted).Select(key => Explain(key.Key, key.Value)),
            .. Catalogues.Where(catalogue => IsKind(catalogue, wanted)).Select(Explain),
            .. RecipeWords.ExplainSetting(wanted),
        ];
        meanings = meanings.Length > 0 ? meanings : [.. RecipeWords.ExplainValue(wanted)];
        return meanings.Length > 0 ? string.Join('\n', meanings) : null;
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

        return text.Append("\nMore on each, on a kind (layer), a key (train.learning-rate) or a setting (units): unroll explain NAME\n")
            .ToString();
    }

    private static IEnumerable<BlockDescription> Blocks => Catalogues.SelectMany(catalogue => catalogue.Descriptions);

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
        text.Append(CultureInfo.InvariantCulture, $"{path} (key of a recipe)\n  {setting.Help}\n  {KindAndDefault(setting)}\n");
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
                $"{KindAndDefault(setting)}. {setting.Help}{alone}");
        }
    }

    /// <summary>The kind of a setting's values and its default: <c>whole number from 1; default: 32</c>, <c>text; required</c>.</summary>
    internal static string KindAndDefault(Setting setting)
    {
        string text = setting.DefaultDescription is "—" ? "none" : setting.DefaultDescription;
        return $"{setting.KindDescription}; {(text.StartsWith("required", StringComparison.Ordinal) ? "" : "default: ")}{text}"
            .Replace("`", "", StringComparison.Ordinal);
    }

    /// <summary>A kind with its blocks, and the settings that take one.</summary>
    private static string Explain(IBlockCatalogue catalogue)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{catalogue.Kind} (kind of building blocks)\n");
        string[] takers = [.. RecipeWords.Takers(catalogue.Kind)];
        if (takers.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  stands in: {string.Join(", ", takers)}\n");
        }

        if (catalogue.Descriptions.Count == 0)
        {
            text.Append("  none is built in: a program registers its own\n");
        }

        foreach (BlockDescription block in catalogue.Descriptions)
        {
            AppendLine(text, block.Name, block.Summary);
        }

        return text.ToString();
    }

    private static bool IsKind(IBlockCatalogue catalogue, string wanted)
    {
        string kind = Hyphenated(catalogue.Kind);
        return wanted == kind || wanted == kind + "s" || wanted == kind + "es";
    }

    private static string Hyphenated(string text) => text.Replace('_', '-').Replace(' ', '-');

    private static void AppendLine(StringBuilder text, string name, string what) =>
        text.Append("  ").Append(name.PadRight(NameWidth)).Append(' ').Append(what).Append('\n');

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
