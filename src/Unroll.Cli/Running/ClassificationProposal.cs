using Unroll.Series.Profiling;

namespace Unroll.Cli.Running;

/// <summary>The recipe of a classification, below its name.</summary>
internal static class ClassificationProposal
{
    private const double Imbalance = 3;

    /// <summary>Writes it.</summary>
    internal static void Write(YamlWriter yaml, InspectedFile file, string folder)
    {
        SeriesProfile profile = file.Profile;
        string? test = TestFile(file.Path);
        yaml.Line("task: classify");
        yaml.Line("data:");
        RecipeProposal.WriteSource(yaml, file, folder);
        if (test is not null)
        {
            yaml.Pair("  test-file", RecipeProposal.PathFrom(folder, test));
        }

        ColumnProfile[] inputs = [.. profile.Columns.Where(RecipeProposal.IsInput).Except(RecipeProposal.Statics(file))];
        if (inputs.Length < profile.Columns.Count)
        {
            yaml.Line($"  columns: [{string.Join(", ", inputs.Select(input => YamlWriter.Scalar(input.Name)))}]");
        }

        PreparationProposal.ForClasses(file, inputs).Write(yaml);
        yaml.Line("sequence: {length: longest}");
        yaml.Line(test is null ? "split: {train: 0.6, validation: 0.2, test: 0.2}" : "split: {train: 0.8, validation: 0.2}");
        yaml.Line("model:");
        yaml.Line("  - gru: 32");
        yaml.Line(profile.Classes.Count == 2 ? "  - dense: {units: 1, activation: sigmoid}" : $"  - dense: {{units: {profile.Classes.Count}, activation: softmax}}");
        yaml.Line("train:");
        if (profile.Classes.Max(count => count.Count) > Imbalance * profile.Classes.Min(count => count.Count))
        {
            yaml.Line("  class-weights: balanced");
        }

        yaml.Line("  optimizer: adam");
        yaml.Line("  learning-rate: 0.003");
        yaml.Line("  batch: 16");
        yaml.Line("  epochs: 100");
        yaml.Line("  clip-norm: 1");
        yaml.Line("  early-stopping: {patience: 20}");
        yaml.Line("  seed: 1");
    }

    /// <summary>The other half of an archive's pair, <c>NAME_TRAIN.ts</c> and <c>NAME_TEST.ts</c>, where it lies beside the first.</summary>
    private static string? TestFile(string path)
    {
        string name = Path.GetFileName(path);
        int at = name.LastIndexOf("_TRAIN.", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        string other = Path.Combine(Path.GetDirectoryName(path) ?? "", name[..at] + (name[at + 1] == 'T' && name[at + 2] == 'R' ? "_TEST." : "_test.") + name[(at + "_TRAIN.".Length)..]);
        return File.Exists(other) ? other : null;
    }
}
