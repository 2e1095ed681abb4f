using System.Globalization;
using Unroll.Insight.Gradients;
using Unroll.Reports;

// Remember the first of 10 … 1,000 timesteps: the longest span that each cell and each cure learns. Arguments: other spans, and a page.html
// for the chart.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? page = args.FirstOrDefault(argument => argument.EndsWith(".html", StringComparison.Ordinal));
int[] spans = [.. args.Where(argument => argument != page).Select(int.Parse)];
MemorySpanOptions options = spans.Length > 0 ? new() { Spans = spans } : new();
RecurrentCure[] cures =
[
    RecurrentCure.SmallWeights, RecurrentCure.SmallWeights.Renormalized(), RecurrentCure.OrthogonalWeights, RecurrentCure.IdentityWeights,
    RecurrentCure.IdentityWeights.Clipped(), RecurrentCure.ForgetBias0, RecurrentCure.ForgetBias1, RecurrentCure.OpenForgetGates,
    RecurrentCure.GatedUnits, RecurrentCure.OpenUpdateGates,
];
List<MemorySpan> measured = [];
Console.WriteLine($"{"",-40}{"longest",8}   accuracy at each span (epochs)");
foreach (RecurrentCure cure in cures)
{
    MemorySpan memory = MemorySpan.Measure(cure, options);
    measured.Add(memory);
    string trials = string.Join(", ", memory.Trials.Select(trial => $"{trial.Span}: {trial.Accuracy:0.00} ({trial.Epochs})"));
    Console.WriteLine($"{memory.Name,-40}{memory.Longest,8}   {trials}");
}

if (page is not null)
{
    LessonPages.WriteMemory(page, measured);
}
