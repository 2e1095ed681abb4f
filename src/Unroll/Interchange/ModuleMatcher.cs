using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Layers;

namespace Unroll.Interchange;

/// <summary>
/// Finds the module of each layer where nobody says which it is: by the layer's name, or because no other fits, or by numbers in the names. Names
/// alone do not tell an order (a file keeps them sorted), so that it rather asks than guesses.
/// </summary>
internal sealed partial class ModuleMatcher(WeightLayout layout, TensorIndex index, WeightImport import)
{
    /// <summary>Finds the modules.</summary>
    /// <param name="layers">The layers, with the tensors that each needs.</param>
    /// <exception cref="InputException">A layer has no module, or it could be one of several.</exception>
    public List<WeightImport.Match> Match(IReadOnlyList<(string Name, Layer Layer, IReadOnlyList<ForeignTensor> Tensors)> layers)
    {
        Dictionary<string, Candidate[]> candidates = layers.ToDictionary(layer => layer.Name, layer => FindCandidates(layer.Name, layer.Layer));
        Dictionary<string, Candidate> chosen = [];
        foreach (IGrouping<string, string> alike in layers.Select(layer => layer.Name).GroupBy(name => string.Join('\n', candidates[name].Select(Text))))
        {
            string[] names = [.. alike];
            foreach ((string name, Candidate candidate) in names.Zip(Choose(names, candidates[names[0]])))
            {
                chosen[name] = candidate;
            }
        }

        if (chosen.GroupBy(choice => choice.Value).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException(
                $"The {layout.Framework} module {Text(twice.Key)} fits the layers {string.Join(", ", twice.Select(choice => $"'{choice.Key}'"))}: " +
                "give a map that says for each layer's name which module it is.");
        }

        return [.. layers.Select(layer => new WeightImport.Match(
            layer.Name, layer.Layer, chosen[layer.Name].Module, chosen[layer.Name].Level, layout.Describe(layer.Layer, chosen[layer.Name].Level)!))];
    }

    /// <summary>Gives each of some layers that the same modules fit its own.</summary>
    private Candidate[] Choose(string[] names, Candidate[] candidates)
    {
        Candidate[] byName = [.. names.Select(name => candidates.FirstOrDefault(candidate => IsNamed(candidate, name))).OfType<Candidate>()];
        if (byName.Length == names.Length && byName.Distinct().Count() == names.Length)
        {
            return byName;
        }

        bool isOrdered = candidates.Select(candidate => Number().Replace(candidate.Module, "")).Distinct().Count() == 1;
        if (candidates.Length == names.Length && (names.Length == 1 || isOrdered))
        {
            return [.. candidates.OrderBy(candidate => NaturalKey(candidate.Module), StringComparer.Ordinal).ThenBy(candidate => candidate.Level)];
        }

        throw new InputException(
            $"The {layout.Framework} modules {string.Join(", ", candidates.Select(Text))} all fit the layers " +
            $"{string.Join(", ", names.Select(name => $"'{name}'"))}, and their names do not tell which goes where: give a map that says for each " +
            "layer's name which module it is.");
    }

    private Candidate[] FindCandidates(string name, Layer layer)
    {
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

        string expected = string.Join(", ", layout.Describe(layer, 0)!.Select(tensor => $"{tensor.Name} {WeightImport.Text(tensor.Shape)}"));
        string closest = problems.Count == 0 ? "no module has such tensors" : string.Join("; ", problems.Take(3));
        throw new InputException($"The layer '{name}' ({layer.Kind}) needs the {layout.Framework} tensors {expected}, but {closest}.");
    }

    private bool IsNamed(Candidate candidate, string name) =>
        candidate.Level == 0 && (candidate.Module == name || candidate.Module.EndsWith(layout.Separator + name, StringComparison.Ordinal));

    private static string Text(Candidate candidate) => candidate.Level == 0
        ? $"'{candidate.Module}'"
        : string.Create(CultureInfo.InvariantCulture, $"'{candidate.Module}' level {candidate.Level}");

    /// <summary>A key that sorts numbers by their size: 10 after 9, and a name without a number (Keras' first) before those with one.</summary>
    private static string NaturalKey(string name) => Number().Replace(name, match => match.Value.TrimStart('_').PadLeft(12, '0'));

    [GeneratedRegex("_?[0-9]+")]
    private static partial Regex Number();

    private sealed record Candidate(string Module, int Level);
}
