using System.Globalization;
using Unroll.Insight.Gradients;

// Remember the first of 10 … 1,000 timesteps: the longest span that each cell and each cure learns.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int[] spans = args.Length > 0 ? [.. args.Select(int.Parse)] : [10, 20, 50, 100, 200, 500, 1000];
RecurrentCure[] cures =
[
    RecurrentCure.SmallWeights, RecurrentCure.SmallWeights.Renormalized(), RecurrentCure.OrthogonalWeights,
    RecurrentCure.OrthogonalWeights.Clipped(), RecurrentCure.IdentityWeights, RecurrentCure.IdentityWeights.Clipped(),
    RecurrentCure.ForgetBias0, RecurrentCure.ForgetBias1, RecurrentCure.OpenForgetGates, RecurrentCure.GatedUnits,
    RecurrentCure.OpenUpdateGates,
];
Console.WriteLine($"{"longest span learned",-40}{"steps",6}   accuracy at each span");
foreach (RecurrentCure cure in cures)
{
    MemorySpan memory = MemorySpan.Measure(cure, new() { Spans = spans });
    string bar = new('#', memory.Longest == 0 ? 0 : (int)Math.Round(10 * Math.Log10(memory.Longest)));
    string trials = string.Join(", ", memory.Trials.Select(trial => $"{trial.Span}: {trial.Accuracy:0.00} ({trial.Epochs})"));
    Console.WriteLine($"{memory.Name,-40}{memory.Longest,6}   {bar,-30} {trials}");
}
