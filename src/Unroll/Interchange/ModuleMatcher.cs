using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Layers;

namespace Unroll.Interchange;

/// <summary>
/// The matching of layers to modules where no map is given: by the layer's name, by elimination, or by numbers in the names. Names alone
/// give no order (a file keeps them sorted), so that ambiguity is an error rather than a guess.
/// </summary>
internal sealed partial class ModuleMatcher(WeightLayout layout, TensorIndex index, WeightImport import)
{
    /// <summary>Finds the modules.</summary>
    /// <param name="layers">The layers, each of which the framework knows.</param>
    /// <exception cref="InputException">A layer has no module, or it could be one of several.</exception>
    public List<WeightImport.Match> Match(IReadOnlyList<LayerEntry> layers)
    {
        Dictionary<LayerEntry, Candidate[]> candidates = layers.ToDictionary(layer => layer, FindCandidates);
        Dictionary<LayerEntry, Candidate> chosen = [];
        foreach (IGrouping<string, LayerEntry> alike in layers.GroupBy(layer => string.Join('\n', candidates[layer].Select(Text))))
        {
            LayerEntry[] entries = [.. alike];
            foreach ((LayerEntry entry, Candidate candidate) in entries.Zip(Choose(entries, candidates[entries[0]])))
            {
                chosen[entry] = candidate;
            }
        }

        if (chosen.GroupBy(choice => choice.Value).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException(
                $"The {layout.Framework} module {Text(twice.Key)} fits the layers "
                + $"{string.Join(", ", twice.Select(choice => $"'{choice.Key.Name}'"))}: " +
                "give a map that says for each layer's name which module it is.");
        }

        return [.. layers.Select(layer => new WeightImport.Match(
            layer, chosen[layer].Module, chosen[layer].Level, layout.Describe(layer.Layer, chosen[layer].Level)!))];
    }

    /// <summary>Matches layers that the same modules fit.</summary>
    private Candidate[] Choose(LayerEntry[] layers, Candidate[] candidates)
    {
        Candidate[] byName = [
            .. layers.Select(layer => candidates.FirstOrDefault(candidate => IsNamed(candidate, layer))).OfType<Candidate>()];
        if (byName.Length == layers.Length && byName.Distinct().Count() == layers.Length)
        {
            return byName;
        }

        bool isOrdered = candidates.Select(candidate => Number().Replace(candidate.Module, "")).Distinct().Count() == 1;
        if (candidates.Length == layers.Length && (layers.Length == 1 || isOrdered))
        {
            return [.. candidates.OrderBy(candidate => NaturalKey(candidate.Module), StringComparer.Ordinal)
                .ThenBy(candidate => candidate.Level)];
        }

        throw new InputException(
            $"The {layout.Framework} modules {string.Join(", ", candidates.Select(Text))} all fit the layers " +
            $"{string.Join(", ", layers.Select(layer => $"'{layer.Name}'"))}, and their names do not tell which goes where: give a map "
            + $"that says for each " +
            "layer's name which module it is.");
    }

    private Candidate[] FindCandidates(LayerEntry entry)
    {
        Layer layer = entry.Layer;
        List<Candidate> fitting = [];
        List<string> problems = [];
        for (int level = 0; ; level++)
        {
            IReadOnlyList<ForeignTensor> needed = layout.Describe(layer, level)!;
            string[] modules = [.. index.ModulesWith(needed[0].Name).Distinct()];
            foreach (string module in modules)
            {
                if (import.Problem(layer, module, level, needed) is { } problem)
                {
                    problems.Add(problem);
                }
                else
                {
                    fitting.Add(new Candidate(module, level));
                }
            }

            if (!layout.IsStacked(layer) || modules.Length == 0)
            {
                break;
            }
        }

        if (fitting.Count > 0)
        {
            return [.. fitting];
        }

        string expected = string.Join(
            ", ", layout.Describe(layer, 0)!.Select(tensor => $"{tensor.Name} {WeightImport.Text(tensor.Shape)}"));
        string closest = problems.Count == 0 ? "no module has such tensors" : string.Join("; ", problems.Take(3));
        throw new InputException(
            $"The layer '{entry.Name}' ({layer.Kind}) needs the {layout.Framework} tensors {expected}, but {closest}.");
    }

    private bool IsNamed(Candidate candidate, LayerEntry layer)
    {
        string name = layer.DefaultModule(layout.Separator);
        return candidate.Level == 0
            && (candidate.Module == name || candidate.Module.EndsWith(layout.Separator + name, StringComparison.Ordinal));
    }

    private static string Text(Candidate candidate) => candidate.Level == 0
        ? $"'{candidate.Module}'"
        : string.Create(CultureInfo.InvariantCulture, $"'{candidate.Module}' level {candidate.Level}");

    /// <summary>
    /// A key that sorts numbers by their size: 10 after 9, and a name without a number (Keras' first) before those with one.
    /// </summary>
    private static string NaturalKey(string name) => Number().Replace(name, match => match.Value.TrimStart('_').PadLeft(12, '0'));

    [GeneratedRegex("_?[0-9]+")]
    private static partial Regex Number();

    private sealed record Candidate(string Module, int Level);
}
