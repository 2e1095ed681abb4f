namespace Unroll.Workloads.Table;

/// <summary>What a workload's layers are.</summary>
internal enum LayerKind
{
    Lstm,
    Gru,
    Rnn,
    Conv1D,

    /// <summary>An encoder and decoder of GRUs with attention, over words.</summary>
    Translation,
}
