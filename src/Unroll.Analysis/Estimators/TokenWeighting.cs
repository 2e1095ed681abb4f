namespace Unroll.Analysis.Estimators;

/// <summary>The value that a token has in a bag of words.</summary>
public enum TokenWeighting
{
    /// <summary>The token's count in the text times its inverse document frequency, each text divided by its norm.</summary>
    TfIdf,

    /// <summary>
    /// Presence times the logarithm of how much more frequent the token is in a class than in the others (Wang and Manning 2012), so that
    /// the penalty holds those tokens back that tell nothing.
    /// </summary>
    LogCountRatios,

    /// <summary>The token's count in the text.</summary>
    Counts,

    /// <summary>1 where it stands in the text, however often.</summary>
    Presence,
}
