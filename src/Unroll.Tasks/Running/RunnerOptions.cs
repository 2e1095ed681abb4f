using System.Data.Common;
using Unroll.Series.DataSets;
using Unroll.Series.Reading;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Running;

/// <summary>The environment of a runner: sources of data, and what is written beside the run's own files.</summary>
public sealed record RunnerOptions
{
    /// <summary>
    /// Gives the file of a data set of the catalogue. By default those are found that are on this machine, and none is downloaded.
    /// </summary>
    public Func<DataSet, string> DataSetFile { get; init; } = FindDataSet;

    /// <summary>Runs a query of a database. By default there are no databases: providers belong to the program.</summary>
    public Func<DatabaseQuery, DbDataReader> OpenDatabase { get; init; } = RefuseDatabase;

    /// <summary>Writes a report of a run into its folder; null for none.</summary>
    public Action<string, TrainingRun>? WriteReport { get; init; }

    /// <summary>The most bytes that are taken of a pipe, which may never end. Default: 16 GB.</summary>
    public long PipeLimit { get; init; } = SpooledInput.DefaultLimit;

    /// <summary>The clock that run folders are named after.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private static string FindDataSet(DataSet dataSet) =>
        new DataSetStore(DataFolders.FromEnvironment(Environment.GetEnvironmentVariable)) is var store && dataSet.IsGenerated
            ? store.Generate(dataSet)
            : store.TryLocate(dataSet) ?? throw new InputException(
                $"The data set \"{dataSet.Name}\" is not on this machine. Download it with \"unroll data get {dataSet.Name}\", or give a "
                + $"RunnerOptions.DataSetFile that does.");

    private static DbDataReader RefuseDatabase(DatabaseQuery query) => throw new InputException(
        $"The recipe reads from a database ({query.Provider}), which this program does not open: give a RunnerOptions.OpenDatabase that "
        + $"does.");
}
