using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// Keys of a recipe that its section does not know, but another place does: a setting of another section, or a building block of a
/// catalogue.
/// </summary>
internal static class MisplacedKeys
{
    /// <summary>Refuses a key that stands elsewhere, with the place.</summary>
    /// <param name="root">The recipe.</param>
    /// <param name="task">Its task.</param>
    /// <exception cref="ConfigurationException">There is one.</exception>
    public static void Refuse(ConfigurationNode root, LearningTask task)
    {
        IReadOnlyList<Setting> sections = RecipeSections.For(task).Settings;
        Refuse(root, sections, sections, "");
        foreach ((string name, ConfigurationNode section) in root.Fields().Where(field => field.Value.IsSection))
        {
            if (sections.FirstOrDefault(setting => setting.Name == name)?.Fields is { Count: > 0 } fields)
            {
                Refuse(section, fields, sections, name);
            }
        }
    }

    private static void Refuse(ConfigurationNode node, IReadOnlyList<Setting> known, IReadOnlyList<Setting> sections, string section)
    {
        string[] names = [.. known.Select(setting => setting.Name)];
        foreach ((string key, ConfigurationNode _) in node.Fields().Where(field => !names.Contains(field.Key)))
        {
            string[] places = [.. PlacesOf(key, sections).Where(place => place != $"{section}.{key}")];
            string hint = places.Length > 0 ? $" Elsewhere there is {string.Join(", or ", places)}."
                : Suggestion.Nearest(key, names) is null ? SaidInHelp(key, known) : "";
            if (hint.Length > 0)
            {
                throw node.Error(key, ConfigurationNode.Unknown("key", key, names) + hint);
            }
        }
    }

    /// <summary>The places in a recipe that have a key of a name.</summary>
    private static IEnumerable<string> PlacesOf(string key, IReadOnlyList<Setting> sections)
    {
        foreach (Setting section in sections.Where(section => section.Fields.Any(field => field.Name == key)))
        {
            yield return $"{section.Name}.{key}";
        }

        if (PreparingStep.Catalogue.Names.Contains(key))
        {
            yield return $"prepare.steps, as a step ({{steps: [{key}: …]}})";
        }

        if (Layer.Catalogue.Names.Contains(key))
        {
            yield return $"model, as a layer ([{key}: …])";
        }

        foreach ((string place, IReadOnlyList<string> names) in ((string, IReadOnlyList<string>)[])
            [("train.loss", Loss.Catalogue.Names), ("train.optimizer", Optimizer.Catalogue.Names),
                ("train.metrics", Metric.Catalogue.Names)])
        {
            if (names.Contains(key))
            {
                yield return $"{place}: {key}";
            }
        }
    }

    /// <summary>
    /// The one setting whose help begins with a sentence that has the key as a word; empty where there is none, or several.
    /// </summary>
    private static string SaidInHelp(string key, IReadOnlyList<Setting> known)
    {
        Setting[] found = [.. known.Where(setting => First(setting).Split([' ', ',', '`', '(', ')'])
            .Contains(key, StringComparer.OrdinalIgnoreCase))];
        return found is [var single] ? $" See {single.Name}: {First(single)}." : "";

        static string First(Setting setting) => setting.Help.Split(['.', ';', ':'])[0];
    }
}
