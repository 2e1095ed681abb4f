namespace Unroll.Series.DataSets;

/// <summary>The files of the generated data sets.</summary>
internal static class GeneratedDataSets
{
    /// <summary>The file of a data set as CSV.</summary>
    /// <param name="dataSet">The data set, a generated one.</param>
    public static string Csv(DataSet dataSet)
    {
        using StringWriter text = new();
        dataSet.Generate!(text);
        return text.ToString();
    }
}
