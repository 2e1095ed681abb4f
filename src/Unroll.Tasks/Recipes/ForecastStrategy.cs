namespace Unroll.Tasks.Recipes;

/// <summary>A strategy of forecasting a horizon of several rows.</summary>
public enum ForecastStrategy
{
    /// <summary>One network gives all rows of the horizon at once.</summary>
    Direct,

    /// <summary>Each row of the horizon has a network of its own, all trained together.</summary>
    DirectEach,

    /// <summary>A network of one row goes on from its own forecasts, row after row.</summary>
    Recursive,

    /// <summary>
    /// A decoder that starts from the states of an encoder writes row after row, each from the one before: from the true one in training
    /// (teacher forcing), from its own in use.
    /// </summary>
    SequenceToSequence,
}
