namespace Unroll.Workloads.Throughput;

/// <summary>How a task went.</summary>
/// <param name="Task">The task.</param>
/// <param name="Turns">Its turns, at least one.</param>
internal sealed record DataResult(DataTask Task, IReadOnlyList<Turn> Turns)
{
    /// <summary>The median of the turns' times: whatever else the machine does, half of the turns did without.</summary>
    public double Seconds => Median(Turns.Select(turn => turn.Seconds));

    /// <summary>The shortest turn.</summary>
    public double LeastSeconds => Turns.Min(turn => turn.Seconds);

    /// <summary>The median share for which a network waited for its samples; null where there is no network.</summary>
    public double? WaitingShare => Turns.All(turn => turn.WaitingShare is not null) ? Median(Turns.Select(turn => turn.WaitingShare!.Value))
        : null;

    /// <summary>Of each unit so many a second.</summary>
    public IEnumerable<Amount> Rates => Task.Amounts.Select(amount => amount with { Count = amount.Count / Seconds });

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
